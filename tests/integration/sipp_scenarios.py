# SPDX-License-Identifier: Apache-2.0
"""What SIPp plays, as documents in its XML: each scenario is what is sent and received after INVITE."""

TAG = ";tag=[pid]-[call_number]"
CONTACT = "Contact: <sip:[local_ip]:[local_port];transport=[transport]>"
SDP = """
v=0
o=- 1 1 IN IP[local_ip_type] [local_ip]
s=-
c=IN IP[media_ip_type] [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 0
a=inactive
"""
INVITE = """<recv request="INVITE"><action>
  <ereg regexp=".*" search_in="hdr" header="Via:" assign_to="via"/>
  <ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="cseq"/>
  <ereg regexp="sip:[^&gt;]*" search_in="hdr" header="Contact:" check_it="true" assign_to="target"/>
  <ereg regexp="&lt;.*" search_in="hdr" header="From:" check_it="true" assign_to="caller"/>
</action></recv>
<Reference variables="via,cseq,target,caller"/>"""


def send(*lines, body="", again=False):
    text = "\n".join([*lines, f"Content-Length: {'[len]' if body else 0}", body or "\n"])
    return f'<send retrans="{500 if again else 0}"><![CDATA[\n\n{text}\n]]></send>'


def receive(method):
    return f'<recv request="{method}"/>'


def answer(status, *headers, body=""):
    """Answers INVITE, in the end as often as it takes until ACK comes."""
    return send(f"SIP/2.0 {status}", "Via: [$via]", "[last_From:]", f"[last_To:]{TAG}", "[last_Call-ID:]",
                "CSeq: [$cseq]", *headers, body=body, again=not status.startswith("1"))


def agree(tag=""):
    """Answers the last request with 200."""
    return send("SIP/2.0 200 OK", "[last_Via:]", "[last_From:]", f"[last_To:]{tag}", "[last_Call-ID:]",
                "[last_CSeq:]")


RING = answer("180 Ringing", CONTACT)
TAKE = answer("200 OK", CONTACT, "Content-Type: application/sdp", body=SDP)
ACK, BYE, CANCEL = map(receive, ["ACK", "BYE", "CANCEL"])
HANG_UP = send("BYE [$target] SIP/2.0", "Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]",
               "Max-Forwards: 70", f"From: <sip:callee@[local_ip]>{TAG}", "To: [$caller]",
               "[last_Call-ID:]", "CSeq: 1 BYE", again=True) + '<recv response="200"/>'
SCENARIOS = {
    "answer": [RING, TAKE, ACK, BYE, agree()],
    "busy": [answer("486 Busy Here"), ACK],
    "challenge": [answer("401 Unauthorized", 'WWW-Authenticate: Digest realm="pbx", nonce="1"'), ACK],
    "hang-up": [RING, TAKE, ACK, HANG_UP],
    "no-media": [answer("200 OK", CONTACT), ACK, BYE, agree()],
    "redirect": [answer("302 Moved Temporarily", "Contact: <sip:[local_ip]:[local_port]>"), ACK],
    "ring": [RING, CANCEL, agree(TAG), answer("487 Request Terminated"), ACK],
    "too-late": [RING, CANCEL, agree(TAG), TAKE, ACK, BYE, agree()],
}


def document(name):
    return "\n".join(['<?xml version="1.0"?>', f'<scenario name="{name}">', INVITE, *SCENARIOS[name], "</scenario>"])
