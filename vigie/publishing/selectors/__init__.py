"""What is read of articles: `published`, by the public; `written`, by the desk."""
