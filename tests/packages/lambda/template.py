# SPDX-License-Identifier: Apache-2.0
"""Checks a SAM template against SAM's schema, and what it becomes in CloudFormation against what it may allow."""

import json
import os
import sys
from importlib import resources

import jsonschema
import yaml

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")  # the translator asks for one

from samtranslator.translator.transform import transform  # noqa: E402


class Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms of its functions."""


def short_form(loader, suffix, node):
    if isinstance(node, yaml.SequenceNode):
        return {f"Fn::{suffix}": loader.construct_sequence(node, deep=True)}
    value = loader.construct_scalar(node)
    if suffix == "GetAtt":
        return {"Fn::GetAtt": value.split(".")}
    return {suffix if suffix == "Ref" else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", short_form)


def of_type(resources_, kind):
    return {name: one["Properties"] for name, one in resources_.items() if one["Type"] == kind}


def check_roles(every):
    """Each function has a role of its own, which may write that function's log and do nothing else."""
    functions, roles = of_type(every, "AWS::Lambda::Function"), of_type(every, "AWS::IAM::Role")
    named = [function["Role"]["Fn::GetAtt"][0] for function in functions.values()]
    assert sorted(named) == sorted(roles), (named, roles)
    for function in functions.values():
        role = roles[function["Role"]["Fn::GetAtt"][0]]
        assert set(role) == {"AssumeRolePolicyDocument", "Policies"}, role
        statement, = [statement for policy in role["Policies"]
                      for statement in policy["PolicyDocument"]["Statement"]]
        assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"], statement
        assert statement["Resource"] == {"Fn::GetAtt": [function["LoggingConfig"]["LogGroup"]["Ref"], "Arn"]}


def check_callers(every):
    """Each function is called by one service, on behalf of one skill or one account."""
    permissions = of_type(every, "AWS::Lambda::Permission").values()
    assert {(one["FunctionName"]["Ref"], one["Principal"]) for one in permissions} == {
        ("Skill", "alexa-appkit.amazon.com"), ("SipFunction", "voiceconnector.chime.amazonaws.com")}
    assert all("EventSourceToken" in one or "SourceAccount" in one for one in permissions)


def check_settings(every):
    """Functions are told ids and numbers; a token in an environment could be read by all who may see the function."""
    functions = of_type(every, "AWS::Lambda::Function")
    for function in functions.values():
        assert set(function["Environment"]["Variables"]) == {
            "SKILL_ID", "SUPPORT_NUMBER", "SKILL_CLIENT_ID"}
    assert {name: one["Handler"] for name, one in functions.items()} == {
        "Skill": "skill.handler", "SipFunction": "bootstrap"}
    assert functions["SipFunction"]["Runtime"] == "provided.al2023"
    assert functions["Skill"]["Layers"]["Fn::If"][:2] == ["HasLayer", [{"Ref": "SkillLayer"}]]


def main(path):
    with open(path, encoding="utf-8") as file:
        template = yaml.load(file, Loader)
    schema = resources.files("samtranslator") / "validator" / "sam_schema" / "schema.json"
    jsonschema.validate(template, json.loads(schema.read_text(encoding="utf-8")))
    for function in of_type(template["Resources"], "AWS::Serverless::Function").values():
        function["CodeUri"] = "s3://bucket/" + function["CodeUri"]  # as `sam deploy` does
    every = transform(template, {}, None)["Resources"]
    check_roles(every)
    check_callers(every)
    check_settings(every)


if __name__ == "__main__":
    main(sys.argv[1])
