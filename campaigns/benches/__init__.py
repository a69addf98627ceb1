"""What campaigns measure: letters on paper."""
