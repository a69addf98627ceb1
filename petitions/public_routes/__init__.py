"""What anybody may open: the petition's page and form, the pages behind mailed links, lists and figures."""
