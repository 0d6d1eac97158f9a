"""What the pages say, by language."""
import json
import pathlib

words = json.loads(pathlib.Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
