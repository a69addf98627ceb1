"""An organisation's paper: logos, signatures."""
