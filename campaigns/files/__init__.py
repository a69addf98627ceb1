"""A whole campaign as one YAML file: written by people, checked with line and column, and brought back without loss."""
