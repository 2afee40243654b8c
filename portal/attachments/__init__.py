"""Sealed attachments (附件): photographs, recordings and documents, uploaded in parts."""
