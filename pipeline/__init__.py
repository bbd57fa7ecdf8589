"""Reading articles, resolving reports into incidents, keeping and publishing the dataset."""
