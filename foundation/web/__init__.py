"""What every page shares: templates, forms, language, headers, error pages, the authorisation table's mechanism."""
