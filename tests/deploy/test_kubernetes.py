"""The samples for Kubernetes are what its schema allows, and confine the container as compose does."""

from typing import Any

import kubernetes_validate
import pytest
import yaml

from resilience.settings import ROOT, Settings

FILES = sorted((ROOT / "deploy" / "kubernetes").glob("*.yaml"))
#: the oldest and the newest version of the schemas that the samples are checked with
VERSIONS = ["1.29", "1.37"]
Manifest = dict[str, Any]


def manifests() -> list[Manifest]:
    """All of them, in order."""
    return [one for file in FILES for one in yaml.safe_load_all(file.read_text(encoding="utf-8"))]


def of_kind(kind: str) -> Manifest:
    """The only one of a kind."""
    (found,) = [one for one in manifests() if one["kind"] == kind]
    return found


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schema_of_kubernetes_allows_them(version: str) -> None:
    for one in manifests():
        kubernetes_validate.validate(one, version, strict=True)


def test_the_schema_refuses_a_field_that_it_does_not_know() -> None:
    wrong = of_kind("Service")
    wrong["spec"]["portz"] = []
    with pytest.raises(kubernetes_validate.ValidationError, match="portz"):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_they_refer_to_one_another_by_names_that_exist() -> None:
    spec = of_kind("Deployment")["spec"]
    pod = spec["template"]["spec"]
    labels = spec["template"]["metadata"]["labels"]
    assert spec["selector"]["matchLabels"] == of_kind("Service")["spec"]["selector"] == labels
    (container,) = pod["containers"]
    (port,) = container["ports"]
    assert of_kind("Service")["spec"]["ports"][0]["targetPort"] == port["name"]
    names = {one["kind"]: one["metadata"]["name"] for one in manifests()}
    used = {name: ref["name"] for source in container["envFrom"] for name, ref in source.items()}
    assert used == {"configMapRef": names["ConfigMap"], "secretRef": names["Secret"]}
    mounted = {one["name"] for one in container["volumeMounts"]}
    assert mounted == {one["name"] for one in pod["volumes"]}
    assert pod["volumes"][0]["persistentVolumeClaim"]["claimName"] == names["PersistentVolumeClaim"]


def test_one_process_runs_without_rights_and_is_probed() -> None:
    spec = of_kind("Deployment")["spec"]
    assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate")
    (container,) = spec["template"]["spec"]["containers"]
    confined = container["securityContext"]
    assert confined["readOnlyRootFilesystem"]
    assert not confined["allowPrivilegeEscalation"]
    user = spec["template"]["spec"]["securityContext"]
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    assert f"USER {user['runAsUser']}:{user['runAsGroup']}" in dockerfile
    paths = {name: container[name]["httpGet"]["path"] for name in container if "Probe" in name}
    assert paths == {
        "startupProbe": "/healthz",
        "livenessProbe": "/healthz",
        "readinessProbe": "/readyz",
    }


def test_their_settings_are_settings_of_the_product() -> None:
    for kind, part in (("ConfigMap", "data"), ("Secret", "stringData")):
        for name in of_kind(kind)[part]:
            assert name.removeprefix("RESILIENCE_").lower() in Settings.model_fields
