# SPDX-License-Identifier: Apache-2.0
"""A skill that calls its support line, as skill.c does, for Lambda's Python. skillcall is in a layer.

SKILL_ID and SUPPORT_NUMBER are in the environment.
"""

import os

from skillcall import (Absent, AccessDenied, Client, Malformed, Outcome, SkillcallError,
                       SkillRequest, SkillResponse)

MOST = 6  # seconds for a call: however long Lambda would wait, Alexa does so for 8
MARGIN = 0.5  # seconds of the invocation that are kept to send the answer

client = Client(log=lambda _, line: print(line, flush=True))  # for the life of the process


def explain(failure, response):
    print(f"{failure.outcome.name.lower()}: {failure}", flush=True)
    if failure.outcome is Outcome.UNKNOWN:
        response.say("I cannot tell whether the call was placed. It may still come through, so "
                     "please wait a moment before you ask again.")
    elif isinstance(failure, AccessDenied):
        response.ask_for_permission()
        response.say("To call, I need your phone number. I have sent a card to the Alexa app, "
                     "where you can allow that.")
    elif isinstance(failure, (Absent, Malformed)):
        response.say("There is no phone number in your Alexa account. Please add one in the "
                     "Alexa app, with its country code.")
    else:
        response.say("Sorry, I could not place the call. Please try again later.")


def call_support(request, response, time_left):
    if request.device_id is None:
        response.say("I can only call from a device. Please ask me on one.")
        return
    try:
        client.call_phone(request, os.environ["SUPPORT_NUMBER"],
                          deadline=min(MOST, time_left - MARGIN))
        response.say("Calling support.")
    except SkillcallError as failure:
        explain(failure, response)


def handler(event, context):
    response = SkillResponse()
    with SkillRequest(event) as request:
        request.check_application_id(os.environ["SKILL_ID"])
        if request.is_grant:
            response.accept_grant()
        elif request.intent_name == "CallSupportIntent":
            call_support(request, response, context.get_remaining_time_in_millis() / 1000)
        elif request.type == "LaunchRequest" or request.intent_name == "AMAZON.HelpIntent":
            response.say("Welcome to Example. To talk to us, say: ask example company to call "
                         "support.")
    return response.to_dict()
