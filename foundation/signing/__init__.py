"""An organisation's own key: kept sealed, and used to sign its approved letters."""
