# SPDX-License-Identifier: Apache-2.0
"""A skill for Smart Properties, as a Lambda function: a room calls an extension of the property.

Configuration, in the environment:
    SKILL_ID            the skill's id, "amzn1.ask.skill.…"
    SUPPORT_EXTENSION   the extension to ring
    LWA_TOKEN           a Login with Amazon token that may read the rooms' profiles
"""

import os

from skillcall import Absent, Client, Outcome, SkillcallError, SkillRequest, SkillResponse

client = Client()  # one for the life of the process


def place(request):
    """Places the call. Returns what to say, and whether it was placed."""
    try:
        client.call_extension(request, os.environ["SUPPORT_EXTENSION"], os.environ["LWA_TOKEN"])
        return "Calling support.", True
    except Absent:
        return "This room cannot call yet. Please ask at the front desk.", False
    except SkillcallError as failure:
        print(failure)
        if failure.outcome is Outcome.UNKNOWN:
            return "I cannot tell whether the call was placed. Please wait a moment.", False
        return "Sorry, I could not place the call. Please try again later.", False


def call_support(request, response):
    # It goes out while place() waits, and is given up with the answer: then it is too late.
    with request.access() as access, client.submit_progressive_response(
            access, request.id, "One moment, I'm calling support."):
        text, is_placed = place(request)
    response.say(text)
    if is_placed and request.apl_token:
        response.finish_apl(request.apl_token)  # a document on the screen would hide the call


def handler(event, _context=None):
    """What Lambda calls."""
    with SkillRequest(event) as request, SkillResponse() as response:
        request.check_application_id(os.environ["SKILL_ID"])
        if request.is_grant:
            response.accept_grant()
        elif request.intent_name == "CallSupportIntent":
            call_support(request, response)
        elif request.type == "LaunchRequest":
            response.say("Welcome. To talk to us, say: call support.")
        return response.to_dict()
