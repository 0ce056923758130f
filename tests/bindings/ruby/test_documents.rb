# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# Both ends of a call: sessions, skill requests and responses, SIP headers and events.

require "fileutils"
require "open3"
require "tmpdir"
require_relative "case"

class DocumentsTest < Case
  include Skillcall

  ID = "db792233-8df3-416c-8d80-a70038747b74"
  UUI = "6373693d64623739323233332d386466332d343136632d386438302d613730303338373437623734" \
        ";encoding=hex"

  def test_a_missing_library_is_reported_with_its_variable
    library = File.join(__dir__, "../../../examples/bindings/ruby/lib")
    %w[SKILLCALL_LIBRARY SKILLCALL_FFI_HEADER].each do |variable|
      said = IO.popen([{ variable => "/nonexistent" }, RbConfig.ruby, "-I", library, "-e",
                       "require 'skillcall'", { err: %i[child out] }], &:read)
      assert_match(/; install skillcall, or name [a-z ]+ in #{variable} \(LoadError\)/, said)
    end
  end

  def test_a_second_load_works_next_to_the_first
    library = File.join(__dir__, "../../../examples/bindings/ruby/lib")
    said = IO.popen([RbConfig.ruby, "-W", "-I", library, "-e", <<~RUBY, { err: %i[child out] }], &:read)
      first = require("skillcall") && Skillcall
      $LOADED_FEATURES.reject! { |file| file.include?("skillcall") }
      Object.send(:remove_const, :Skillcall)
      require "skillcall"
      puts [first, Skillcall].uniq.map { |loaded| loaded::Client.new.calls_in_flight }
    RUBY
    assert_equal "0\n0\n", said
  end

  def test_a_gem_has_the_header_or_is_not_built
    Dir.mktmpdir do |scratch|
      FileUtils.cp_r(Dir[File.join(__dir__, "../../../examples/bindings/ruby/*")], scratch)
      FileUtils.rm_f(File.join(scratch, "lib/skillcall/skillcall_ffi.h"))
      said, status = Open3.capture2e("gem", "build", "skillcall.gemspec", chdir: scratch)
      assert status.success?, said
      listed = IO.popen(%W[tar xOf #{Dir[File.join(scratch, '*.gem')].first} data.tar.gz]) do |data|
        IO.popen(%w[tar tz], in: data, &:read)
      end
      assert_includes listed, "lib/skillcall/skillcall_ffi.h"
    end
  end

  def test_all_violations_at_once
    error = fails(InvalidError) { Session.new(Participant.phone_caller("12", ""), CALLEE) }
    assert_equal [["/participants/0/id/value", "not_e164"],
                  ["/participants/0/endpointId", "required"]],
                 (error.violations.map { |violation| [violation.path, violation.code] })
    refute(error.violations.any? { |violation| violation.message.empty? })
  end

  def test_client_session_id
    assert_equal "mine", session(client_session_id: "mine").client_session_id
    assert_nil session(client_session_id: :none).client_session_id
    refute_equal session.client_session_id, session.client_session_id
  end

  def test_session_as_json_there_and_back
    text = vector("session-request.json")
    call = Skillcall::Session.from_json(text)
    assert_equal ID, call.client_session_id
    assert_equal [true, nil], call.participants.map(&:originator)
    assert_equal CALLEE, call.participants[1]
    assert_equal JSON.parse(text), JSON.parse(call.to_json(indent: 2))
    assert_equal call.to_json, Skillcall::Session.from_json(JSON.parse(text)).to_json
    assert_equal call.to_json,
                 Skillcall::Session.new(*call.participants, client_session_id: ID).to_json
    fails(MalformedError) { Skillcall::Session.from_json("{") }
    fails(TooLargeError) { Skillcall::Session.from_json(" " * 65_537) }
  end

  def test_unknown_providers_on_request
    other = Participant.new(type: "PHONE_NUMBER", value: "+16073331111", provider_id: "mine",
                            originator: false)
    fails(InvalidError) { Skillcall::Session.new(CALLER, other) }
    call = Skillcall::Session.new(CALLER, other, allow_unknown: true)
    assert_equal other, call.participants[1]
  end

  def test_strings
    name = "Gerät 📞".encode(Encoding::UTF_16LE)
    assert_equal "Gerät 📞", Participant.phone_caller("+12", name).endpoint_id
    fails(ArgumentError) { Participant.phone_callee("a\0b") }
    error = fails(InvalidError) do
      Skillcall::Session.new(Participant.phone_caller("+12045551111", "\xff"), CALLEE)
    end
    assert_equal "not_utf8", error.violations[0].code
  end

  def test_access
    assert_equal "https://api.amazonalexa.com",
                 Access.new("https://API.amazonalexa.com/", "t").endpoint
    assert_equal "https://example.com",
                 Access.new("https://example.com", "t", trusted_host: "example.com").endpoint
    fails(EndpointError) { Access.new("https://example.com", "t") }
    fails(TokenError) { Access.new(EMULATOR.url, "a b") }
    refute_includes access.inspect, SECRET
    [:dup, :clone].each { |copy| assert_raises(TypeError) { access.public_send(copy) } }
  end

  def test_uui
    assert_equal UUI, Skillcall.encode_user_to_user(ID)
    assert_equal ID, Skillcall.decode_user_to_user(UUI)
    assert_equal ID, Skillcall.decode_user_to_user("00;purpose=other", "%", UUI)
    fails(AbsentError) { Skillcall.decode_user_to_user }
    fails(MalformedError) { Skillcall.decode_user_to_user(";;") }
    fails(MalformedError) { Skillcall.decode_user_to_user("#{UUI}\0") }
    fails(TooLargeError) { Skillcall.decode_user_to_user("0" * 4097) }
    fails(Skillcall::ArgumentError) { Skillcall.encode_user_to_user("") }
  end

  def test_event
    text = vector("inbound-call-event.json")
    [text, JSON.parse(text)].each do |form|
      call = InboundCall.new(form)
      assert_equal "NEW_INBOUND_CALL", call.event_type
      assert_equal "46e6f593-1f1c-4808-9166-a141624cf145", call.transaction_id
      leg, = call.legs
      assert_equal ["+12045551111", "+16073331111"], [leg.from, leg.to]
      assert_equal "b7b95da2-fe0a-4890-85cc-433cb3931399", leg.call_id
      assert_equal ID, call.client_session_id
      call.check_skill_client_id(leg.skill_client_id)
      fails(MismatchError) { call.check_skill_client_id("another") }
      fails(Skillcall::ArgumentError) { call.client_session_id(1) }
    end
    fails(MalformedError) { InboundCall.new(text.sub(UUI, "%")).client_session_id }
    fails(MalformedError) { InboundCall.new("[]") }
  end

  def test_skill_request
    document = JSON.parse(vector("skill-request.json"))
    request = SkillRequest.new(document)
    assert_equal %w[IntentRequest CallSupportIntent en-US],
                 [request.type, request.intent_name, request.locale]
    assert_equal "amzn1.ask.device.AAAAAAAA", request.device_id
    assert_nil request.person_id
    assert_equal false, request.new_session?
    assert_equal Time.utc(2026, 11, 22, 10), request.timestamp
    assert request.fresh?(request.timestamp + 150)
    assert_equal false, request.fresh?(request.timestamp - 150.001)
    refute_predicate request, :grant?
    request.check_application_id(request.application_id)
    fails(MismatchError) { request.check_application_id("another") }
    assert_equal request.api_endpoint, request.access.endpoint
    assert_equal Participant.phone_caller("+12045551111", request.device_id),
                 request.originator("+12045551111")
    document["context"]["System"].delete("device")
    document["request"]["timestamp"] = "soon"
    request = SkillRequest.new(document)
    fails(AbsentError) { request.originator("+12045551111") }
    assert_nil request.fresh?
    document["request"].update("type" => "AlexaSkillEvent.SkillEnabled",
                               "timestamp" => "2026-11-22T10:00:00Z")
    assert SkillRequest.new(document).fresh?(Time.utc(2026, 11, 22, 11))
    fails(MalformedError) { SkillRequest.new({}) }
  end

  def test_request_with_a_number_that_no_float_can_hold
    text = vector("skill-request.json").sub("{", '{"n": [1e400, -1e400],')
    [text, JSON.parse(text)].each do |form|
      assert_equal "IntentRequest", SkillRequest.new(form).type
    end
  end

  def test_request_as_deep_as_the_library_reads
    document = JSON.parse(vector("skill-request.json"))
    document["deep"] = 255.times.reduce(0) { |inner, _| [inner] }
    assert_equal "IntentRequest", SkillRequest.new(document).type
    document["deep"] = [document["deep"]]
    fails(MalformedError) { SkillRequest.new(document) }
  end

  def test_request_of_a_room
    request = SkillRequest.new(vector("room-request.json"))
    assert_equal %w[amzn1.alexa.unit.did.UNIT amzn1.alexa.unit.did.PERSISTENT room-menu],
                 [request.unit_id, request.persistent_unit_id, request.apl_token]
    assert_equal(%i[granted denied not_asked],
                 %w[alexa::persistent_unit_id::read alexa::profile:mobile_number:read x]
                   .map { |scope| request.permission(scope) })
    assert request.supports_interface?("Alexa.Presentation.APL")
    refute request.supports_interface?("AudioPlayer")
  end

  def test_grant
    request = SkillRequest.new(vector("grant-request.json"))
    assert_predicate request, :grant?
    assert_equal %w[OAuth2.AuthorizationCode ANbCodeOfTheGrant],
                 [request.grant_type, request.grant_code]
    answer = SkillResponse.new.say("Not this.").accept_grant.to_h
    assert_equal "AcceptGrant.Response", answer["event"]["header"]["name"]
    assert_equal ["event"], answer.keys
  end

  def test_response_of_a_skill_with_a_screen
    answer = SkillResponse.new.reprompt("Still there?").link_account
                          .add_directive({ "type" => "Own", "value" => 1 }).finish_apl("room-menu")
                          .set_session_attributes({ "turn" => 2 }).to_h
    assert_equal({ "turn" => 2 }, answer["sessionAttributes"])
    response = answer["response"]
    assert_equal "Still there?", response["reprompt"]["outputSpeech"]["text"]
    assert_equal false, response["shouldEndSession"]
    assert_equal "LinkAccount", response["card"]["type"]
    assert_equal [{ "type" => "Own", "value" => 1 }, "room-menu"],
                 [response["directives"][0], response["directives"][1]["token"]]
    assert_equal "<speak>Hm?</speak>", SkillResponse.new.reprompt_ssml("<speak>Hm?</speak>")
                                                    .to_h["response"]["reprompt"]["outputSpeech"]["ssml"]
    fails(MalformedError) { SkillResponse.new.add_directive({}) }
  end

  def test_skill_response
    response = SkillResponse.new.say("Calling.").ask_for_permission(:person)
    answer = response.to_h["response"]
    assert_equal({ "type" => "PlainText", "text" => "Calling." }, answer["outputSpeech"])
    assert_equal true, answer["shouldEndSession"]
    assert_includes answer["card"]["permissions"], "alexa::person_id:read"
    response.say_ssml("<speak>#{Skillcall.escape_ssml('Müller & <Co>')}</speak>")
    assert_equal "<speak>Müller &amp; &lt;Co&gt;</speak>",
                 response.to_h["response"]["outputSpeech"]["ssml"]
    assert_equal response.to_h, JSON.parse(JSON.generate(response))
    fails(TooLargeError) { response.say("x" * 8001) }
    assert_raises(KeyError) { response.ask_for_permission(:nobody) }
  end

  def test_mobile_number
    assert_equal "+12045551111", Skillcall.join_mobile_number("1", "(204) 555-1111")
    fails(AbsentError) { Skillcall.join_mobile_number("+1", nil) }
    error = fails(MalformedError) { Skillcall.join_mobile_number("+44", "020 7183 8750") }
    refute_includes error.message, "7183"
  end
end
