# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# The Ruby binding, out of memory at each place where the library asks for it.

require "fiddle"
require "skillcall"

MEMORY = Fiddle.dlopen(nil)
NEXT = Fiddle::Function.new(MEMORY["memory_next"], [], Fiddle::TYPE_VOIDP)
STOP = Fiddle::Function.new(MEMORY["memory_end"], [], Fiddle::TYPE_VOID)
REPORT = Fiddle::Function.new(MEMORY["memory_report"], [Fiddle::TYPE_VOIDP], Fiddle::TYPE_VOID)
VECTORS = ENV.fetch("SKILLCALL_TEST_VECTORS")
SKILL_REQUEST = File.read("#{VECTORS}/skill-request.json")
EVENT = File.read("#{VECTORS}/inbound-call-event.json")

def read_documents
  Skillcall::SkillRequest.open(SKILL_REQUEST) { |request| request.originator("+12045551111") }
  Skillcall::InboundCall.open(EVENT, &:client_session_id)
  Skillcall.decode_user_to_user(Skillcall.encode_user_to_user("an-id"))
  response = Skillcall::SkillResponse.new
  begin
    response.say("Calling.").to_json
  ensure
    response.close
  end
end

def with_session(client_session_id, &block)
  json = Skillcall::Session.open(
    Skillcall::Participant.phone_caller("+12045551111", "device"),
    Skillcall::Participant.phone_callee("+16073331111"), client_session_id: client_session_id,
    &:to_json
  )
  session = Skillcall::Session.from_json(json)
  begin
    block.call(session)
  ensure
    session.close
  end
end

def drive(client, call)
  until call.ended?
    IO.select([client], nil, nil, 5)
    client.drive(0)
  end
  client.take_ended
rescue Skillcall::NoMemoryError
  nil # the call is still there
end

def place(client, access, session)
  call = client.submit(access, session)
  drive(client, call)
  call.result
ensure
  call&.close
end

def play(client_session_id)
  read_documents
  Skillcall::Access.open(ENV.fetch("SKILLCALL_TEST_URL"), "emulator-ok") do |access|
    with_session(client_session_id) do |session|
      Skillcall::Client.open do |client|
        client.find_mobile_number(access)
        place(client, access, session)
      end
    end
  end
end

def outcome_of(client_session_id)
  play(client_session_id)
  :placed
rescue Skillcall::NoMemoryError => e
  raise "not told rightly" if e.status != :no_memory || e.message.empty?

  e.outcome
end

until (id = NEXT.call).null?
  outcome = outcome_of(id.to_s)
  STOP.call
  REPORT.call(outcome.to_s)
end
