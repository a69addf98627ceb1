"""The register: by which way each letter left, and what came back."""
