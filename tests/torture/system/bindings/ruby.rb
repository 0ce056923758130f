# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# The Ruby binding, out of memory at each place where the library asks for it.

require "fiddle"
require "json"
require "securerandom"
require "skillcall"

MEMORY = Fiddle.dlopen(nil)
INT = Fiddle::TYPE_INT32_T
ARM = Fiddle::Function.new(MEMORY["memory_arm"], [INT, INT], Fiddle::TYPE_VOID)
DISARM = Fiddle::Function.new(MEMORY["memory_disarm"], [], INT)
LIVE = Fiddle::Function.new(MEMORY["memory_live"], [], INT)
VECTORS = ENV.fetch("SKILLCALL_TEST_VECTORS")
SKILL_REQUEST = File.read("#{VECTORS}/skill-request.json")
EVENT = File.read("#{VECTORS}/inbound-call-event.json")

def received(client_session_id)
  File.readlines(ENV.fetch("SKILLCALL_TEST_LOG"))
      .count { |line| JSON.parse(line)["clientSessionId"] == client_session_id }
end

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

# Whether an allocation has failed.
def plays_on?(nth, is_lasting)
  client_session_id = SecureRandom.uuid
  ARM.call(nth, is_lasting)
  outcome = outcome_of(client_session_id)
  has_failed = DISARM.call.positive?
  where = "allocation #{nth}, lasting #{is_lasting}: #{outcome}"
  count = received(client_session_id)
  raise "#{where}: #{LIVE.call} blocks are left behind" if LIVE.call.positive?
  raise where if count > 1 || (count.zero? && outcome == :placed)
  raise where if count == 1 && !%i[placed unknown].include?(outcome)

  has_failed
end

failed = 0
[0, 1].each do |is_lasting|
  n = 1
  while plays_on?(n, is_lasting)
    n += 1
    failed += 1
  end
end
puts "ruby: #{failed} failed allocations"
