"""What pages show beside the fields of a record, each as a section of its own."""
