"""Papers (文书): blank ones to print; the browser writes them, the server keeps none."""
