"""Validates documents with jsonschema: {"schemas": [[name, schema]], "documents": [[name, from, text]]}."""
import json
import sys

import jsonschema

work = json.load(open(sys.argv[1], encoding="utf-8"))
schemas = dict(work["schemas"])
store = {s["$id"]: s for s in schemas.values()}
formats = jsonschema.FormatChecker()
valid = {}
for name, schema in schemas.items():
    jsonschema.Draft202012Validator.check_schema(schema)
    valid[name] = jsonschema.Draft202012Validator(schema, format_checker=formats, resolver=jsonschema.RefResolver(schema["$id"], schema, store))
n = 0
for name, source, text in work["documents"]:
    document = json.loads(text)
    errors = [e.message for e in valid[name].iter_errors(document)]
    if errors:
        sys.exit(f"{source}: {errors[0]}")
    if valid[name].is_valid({**document, "schema": "other/1"}):
        sys.exit(f"{source}: any schema will do")
    n += 1
print(n, "valid")
