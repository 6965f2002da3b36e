"""What phones collected (ODK, Kobo): weighed first, then taken in, late photos too."""
