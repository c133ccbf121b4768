"""The register as a library: datasets in, pages, files and feeds out. Data and imports flow one way; tests/test_architecture.py holds the order."""
