"""The Qt front."""
