"""The JSON files of the site described for programs: JSON Schemas, openapi.json and oEmbed."""
