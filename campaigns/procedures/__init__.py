"""ILO and UN cases at the desk and for readers: their log, reports, recommendations and calendar."""
