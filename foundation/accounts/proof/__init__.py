"""How organisers prove who they are: second factors, recovery codes, and the browsers that are signed in."""
