"""表格填: the whole period in one grid."""
