"""What is read of the watch: `published`, by the public; `written`, by the desk."""
