"""The bundle: facts, cases, demands, letters, dossiers. On top the roof: app, worker, cli, tables."""
