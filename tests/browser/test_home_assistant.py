"""The YAML of docs/home-assistant.md: read, sent, and worked out as Home Assistant would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
import yaml

from routines.api.scopes import Scope
from tests.browser.conftest import MakeReader
from tests.browser.documents import ADDRESS, DOCS, SECRET, Reader

Yaml = Any
BLOCK: Final = re.compile(r"^```yaml\n# (.+?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OUTPUT: Final = re.compile(r"\{\{ value_json((?:\.\w+)+)( \| length)? \}\}")
"""What the document's templates consist of; more of the language would need more of a test."""

LONGEST_STATE: Final = 255
"""Characters. Home Assistant refuses a longer one."""


class Loader(yaml.SafeLoader):
    """Reads `!secret name` as the line of that name in secrets.yaml."""


def blocks() -> dict[str, Yaml]:
    """What stands in each file, by its name; one that is shown in parts is put together."""
    found: dict[str, Yaml] = {}
    for name, text in BLOCK.findall((DOCS / "home-assistant.md").read_text()):
        secrets = found.get("secrets.yaml", {})
        Loader.add_constructor("!secret", lambda _, node, known=secrets: known[node.value])
        loaded = yaml.load(text, Loader)  # noqa: S506 - a safe loader that knows one word more
        found[name] = {**found.get(name, {}), **loaded} if isinstance(loaded, dict) else loaded
    return found


FILES: Final = blocks()
CONFIGURATION: Final = FILES["configuration.yaml"]


def sensors(resource: Yaml) -> list[Yaml]:
    return [*resource["sensor"], *resource.get("binary_sensor", [])]


def entities() -> set[str]:
    """The names under which Home Assistant knows what the document sets up."""
    return {
        f"{platform}.{sensor['name'].lower().replace(' ', '_')}"
        for resource in CONFIGURATION["rest"]
        for platform in ("sensor", "binary_sensor")
        for sensor in resource.get(platform, [])
    }


def mentioned(node: Yaml, name: str) -> Iterator[str]:
    """Every text that stands under this name, however deep."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name and isinstance(value, str):
                yield value
            yield from mentioned(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from mentioned(value, name)


def at(told: Any, path: str) -> Any:
    """What a path of names leads to in an answer."""
    for name in path.removeprefix("$").strip(".").split("."):
        # In a template `items` would be the method of a dictionary, and not what was answered.
        assert not hasattr(told, name), f"{name} means something else in a template"
        told = told[name]
    return told


def worked_out(template: str, told: Any) -> str:
    """What a template of the document gives for an answer."""

    def output(found: re.Match[str]) -> str:
        value = at(told, found[1])
        return str(len(value) if found[2] else value)

    text = OUTPUT.sub(output, template)
    assert "{" not in text, f"the test does not understand {template}"
    return text


@pytest.fixture
def home(make_reader: MakeReader) -> Reader:
    """A Home Assistant with a token of the scopes that the document asks for."""
    return make_reader(Scope.READ, Scope.LOG, Scope.COUNTS)


def sensed(home: Reader) -> dict[str, str]:
    """The state of each sensor."""
    states = {}
    for resource in CONFIGURATION["rest"]:
        told = json.loads(home.send("GET", resource["resource"], resource["headers"]))
        for sensor in sensors(resource):
            states[sensor["name"]] = worked_out(sensor["value_template"], told)
            holder = at(told, sensor["json_attributes_path"]) if "json_attributes" in sensor else {}
            assert set(sensor.get("json_attributes", [])) <= holder.keys()
    return states


def commanded(home: Reader, name: str) -> Any:
    """Send a command, and return what is answered."""
    command = CONFIGURATION["rest_command"][name]
    # Home Assistant says this of a body that is not there.
    kind = command.get("content_type", "application/octet-stream")
    headers = command["headers"] | {"Content-Type": kind}
    body = command.get("payload", "")
    return json.loads(home.send(command["method"].upper(), command["url"], headers, body))


def test_secret_is_a_header_of_a_token() -> None:
    assert FILES["secrets.yaml"] == {"skin_care_diary": f"Bearer {SECRET}"}


def test_sensors_tell_what_today_and_the_trend_say(home: Reader) -> None:
    states = sensed(home)
    next_count = states.pop("Skin care next count")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", next_count)
    assert states == {
        "Skin care open this evening": "3",
        "Skin care today": "0 of 6",
        "Skin care evening finished": "False",
        "Skin care trend": states["Skin care trend"],
    }
    assert states["Skin care trend"] in {"not_yet", "no_spots", "down", "up", "steady", "unclear"}
    assert all(len(state) <= LONGEST_STATE for state in states.values())


def test_button_answers_for_the_evening_once(home: Reader) -> None:
    first = commanded(home, "skin_care_evening_done")
    again = commanded(home, "skin_care_evening_done")
    assert (first["changed"], again["changed"]) == (True, False)
    states = sensed(home)
    assert states["Skin care open this evening"] == "0"
    assert states["Skin care today"] == "3 of 6"
    assert states["Skin care evening finished"] == "True"


def test_every_command_is_taken(home: Reader) -> None:
    for name in CONFIGURATION["rest_command"]:
        assert commanded(home, name)["changed"] is True


def test_what_is_named_is_there() -> None:
    known = {f"rest_command.{name}" for name in CONFIGURATION["rest_command"]}
    known |= {f"script.{name}" for name in CONFIGURATION["script"]}
    ours = ("rest_command.", "script.", "sensor.", "binary_sensor.")
    named = {
        text
        for key in ("action", "perform_action", "entity", "entity_id")
        for text in mentioned(FILES, key)
        if text.startswith(ours)
    }
    assert named <= known | entities()
    assert {"rest_command.skin_care_evening_done", "script.skin_care_evening_done"} <= named


def test_every_address_is_one_of_the_diary() -> None:
    addresses = [*mentioned(FILES, "resource"), *mentioned(FILES, "url")]
    assert len(addresses) == len(CONFIGURATION["rest"]) + len(CONFIGURATION["rest_command"])
    assert all(address.startswith(f"{ADDRESS}/api/v1/") for address in addresses)
