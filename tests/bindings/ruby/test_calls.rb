# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# Calls placed by the Ruby binding on the emulator, and every way in which they fail.

require_relative "case"

class CallsTest < Case
  def setup
    @client = Skillcall::Client.new
  end

  def teardown
    @client.close
  end

  def test_placed
    call = session
    receipt = @client.start(access, call)
    entry, *others = received(call.client_session_id)
    assert_empty others
    assert_equal entry["sessionId"], receipt.session_id
    assert_equal entry["clientSessionId"], receipt.client_session_id
    assert_equal entry["requestId"], receipt.request_id
    assert_equal 1, receipt.attempts
    assert_operator receipt.elapsed, :>=, 0
  end

  def test_placed_at_the_second_attempt
    assert_equal 2, @client.start(access("throttled.first-1"), session).attempts
  end

  def test_a_room_calls_an_extension
    call = Skillcall::Session.new(Skillcall::Participant.room("profile", "device"),
                                  Skillcall::Participant.extension("4011"))
    assert_nil @client.start(access("empty"), call).session_id
  end

  # A skill request whose token plays a scenario.
  def request(name, scenario = "ok")
    document = JSON.parse(vector(name))
    document["context"]["System"].update("apiEndpoint" => EMULATOR.url,
                                         "apiAccessToken" => "emulator-#{scenario}.key-#{SECRET}")
    Skillcall::SkillRequest.new(document)
  end

  def test_a_phone_is_called_from_a_skill_request
    receipt = @client.call_phone(request("skill-request.json"), "+16073331111")
    record, = received(receipt.client_session_id)
    assert_equal %w[+12045551111 +16073331111], record.values_at("from", "to")
    receipt = @client.submit_call_phone(request("skill-request.json"), "+16073331111",
                                        caller: "+12045552222", deadline: 5).result
    assert_equal "+12045552222", received(receipt.client_session_id)[0]["from"]
    fails(Skillcall::AccessDeniedError, :not_placed) do
      @client.call_phone(request("skill-request.json", "denied.at-number"), "+16073331111")
    end
    fails(Skillcall::InvalidError, :not_placed) do
      @client.call_phone(request("skill-request.json"), "911")
    end
  end

  def test_an_extension_is_called_from_a_skill_request
    receipt = @client.call_extension(request("room-request.json"), "4011", "lwa-token")
    assert_equal "4011", received(receipt.client_session_id)[0]["to"]
    call = @client.submit_call_extension(request("room-request.json"), "4011", "emulator-profile-none")
    fails(Skillcall::AbsentError, :not_placed) { call.result }
    fails(Skillcall::AbsentError, :not_placed) do
      @client.call_extension(request("skill-request.json"), "4011", "lwa-token")
    end
  end

  def test_a_call_whose_text_is_refused_is_not_placed
    room = request("room-request.json")
    [-> { @client.call_phone(room, "a\0b") },
     -> { @client.call_phone(room, "+16073331111", caller: "a\0b") },
     -> { @client.call_extension(room, "a\0b", "lwa-token") },
     -> { @client.call_extension(room, "4011", "a\0b") }].each do |call|
      fails(Skillcall::ArgumentError, :not_placed, &call)
    end
    fails(Skillcall::ArgumentError, :not_placed) { @client.call_phone(room, "\xff".b) }
    fails(Skillcall::ArgumentError) { @client.find_profile_id(access, "a\0b") }
  end

  def test_an_argument_of_another_class_places_no_call
    assert_raises(TypeError) { @client.start(session, access) }
    assert_raises(TypeError) { @client.call_phone(access, "+16073331111") }
    assert_raises(TypeError) { @client.call_phone(request("room-request.json"), 16_073_331_111) }
    assert_raises(TypeError) { @client.call_extension(nil, "4011", "lwa-token") }
    assert_raises(TypeError) { @client.find_mobile_number(request("room-request.json")) }
  end

  def test_every_failure_of_the_service
    rows = File.readlines(File.join(__dir__, "../failures.tsv"), chomp: true).grep_v(/\A#/)
    assert_operator rows.size, :>=, 30
    rows.each do |row|
      operation, scenario, status, outcome, *expected = row.split("\t")
      kind = Skillcall.const_get("#{status.split('_').map(&:capitalize).join}Error")
      call = session
      error = fails(kind, outcome.to_sym) do
        next @client.start(access(scenario), call) if operation == "start"

        @client.find_mobile_number(access(scenario))
      end
      seen = [error.http_status, error.service_code, error.attempts,
              error.retry_after && (error.retry_after * 1000).round]
      assert_equal expected, seen.map { |value| (value || "-").to_s }, scenario
      assert_equal status.to_sym, error.status
      assert_equal call.client_session_id, error.client_session_id if operation == "start"
    end
  end

  def test_not_sent
    error = fails(Skillcall::ConnectError, :not_placed) do
      @client.start(access("ok", DEAD_URL), session)
    end
    assert_equal 3, error.attempts
  end

  def test_deadline
    fails(Skillcall::TimeoutError, :unknown) do
      @client.start(access("ok.delay-60000"), session, deadline: 0.2)
    end
    [0, -1, 601, 1e300, Float::INFINITY, Float::NAN].each do |deadline|
      fails(Skillcall::ArgumentError, :not_placed) do
        @client.start(access, session, deadline: deadline)
      end
    end
  end

  def test_close_waits_for_threads_that_enter
    call = @client.submit(access("ok.delay-60000"), session)
    [call, @client].each do |shared|
      inside = Queue.new
      may_go = Queue.new
      entering = Thread.new do
        shared.send(:entered) do
          inside << true
          may_go.pop
        end
      end
      inside.pop
      closing = Thread.new { shared.close }
      assert_nil closing.join(0.2)
      may_go << true
      [entering, closing].each(&:join)
    end
    fails(Skillcall::ArgumentError, :not_placed) { @client.start(access, session) }
  end

  def test_cancel
    call = @client.submit(access("ok.delay-60000"), session)
    refute_predicate call, :ended?
    fails(Skillcall::PendingError) { call.result(0.02) }
    call.cancel
    error = assert_raises(Skillcall::CancelledError) { call.result }
    assert_equal error.outcome, call.outcome
    call.close
  end

  def test_limit_of_calls
    Skillcall::Client.open(max_calls: 1) do |client|
      call = client.submit(access("ok.delay-60000"), session)
      assert_equal 1, client.calls_in_flight
      fails(Skillcall::BusyError, :not_placed) { client.submit(access, session) }
      call.close
    end
  end

  def test_options
    Skillcall::Client.open(deadline: 5, connect_timeout: 1, max_attempts: 1, backoff: [0, 0.01],
                           max_connections: 2, ca_path: "/", proxy: "", http_version: "2",
                           user_agent: "a skill", &:itself)
    fails(Skillcall::ArgumentError) { Skillcall::Client.new(http_version: "3") }
    error = fails(Skillcall::ArgumentError) { Skillcall::Client.new(user_agent: "a\n") }
    assert_includes error.message, "User-Agent"
    fails(Skillcall::ArgumentError) { Skillcall::Client.new(max_attempts: 11) }
    assert_raises(ArgumentError) { Skillcall::Client.new(none_such: 1) }
  end

  def test_many_threads_share_a_client
    receipts = Array.new(20) do
      Thread.new { @client.start(access("ok.delay-100"), session) }
    end.map(&:value)
    assert_equal 20, receipts.map(&:session_id).uniq.size
    assert_operator receipts.map(&:elapsed).sum, :>=, 2
  end

  def test_other_threads_run_while_one_waits
    turns = 0
    counter = Thread.new { loop { (turns += 1) && sleep(0.005) } }
    @client.start(access("ok.delay-200"), session)
    counter.kill
    assert_operator turns, :>, 3
  end

  def test_event_loop
    calls = Array.new(30) { @client.submit(access("throttled.first-1"), session) }
    ended = []
    while ended.size < calls.size
      assert IO.select([@client], nil, nil, 10)
      @client.drive(0)
      ended.concat(@client.take_ended)
    end
    assert_equal calls.map(&:object_id).sort, ended.map(&:object_id).sort
    assert_equal([2], ended.map { |call| call.result(0).attempts }.uniq)
  end

  def test_wake
    @client.wake
    @client.drive
  end

  def test_a_call_outlives_its_client
    call = @client.submit(access("ok.delay-60000"), session)
    @client.close
    fails(Skillcall::CancelledError, call.outcome) { call.result(0) }
  end

  def test_lookups
    assert_equal "+12045551111", @client.find_mobile_number(access)
    assert_equal "+12045551111", @client.find_mobile_number(access, profile: :person)
    id = @client.find_profile_id(access, "unit 1")
    assert_equal id, @client.find_profile_id(access, "unit 1")
    refute_equal id, @client.find_profile_id(access, "unit 2")
    assert_equal id, @client.create_profile(access, "unit 1", name: "Room 1")
  end

  def test_progressive_response
    assert_nil @client.send_progressive_response(access, "the-request", "One moment.")
    error = fails(Skillcall::InputRefusedError) do
      @client.send_progressive_response(access("invalid"), "the-request", "One moment.")
    end
    assert_equal 400, error.http_status
  end

  def test_fork
    child = fork do
      @client.start(access, session)
    rescue Skillcall::ForkedError => e
      exit!(e.outcome == :not_placed)
    ensure
      exit!(false)
    end
    assert_predicate Process.wait2(child).last, :success?
  end

  def test_ctrl_c_interrupts_the_waiting
    child = fork do
      $stderr.reopen(File::NULL)
      Skillcall::Client.new.start(access("ok.delay-600000"), session(client_session_id: "ctrl-c"),
                                  deadline: 600)
    rescue Interrupt
      exit!(true)
    ensure
      exit!(false)
    end
    refute_empty received("ctrl-c", wait: 20)
    Process.kill(:INT, child)
    assert_predicate Process.wait2(child).last, :success?
  end

  def test_what_is_closed_is_refused
    call = session
    call.close
    call.close
    fails(Skillcall::ArgumentError, :not_placed) { @client.start(access, call) }
    assert_kind_of IO, @client.to_io
    @client.close
    fails(Skillcall::ArgumentError) { @client.to_io }
  end

  def test_what_is_collected_is_freed
    ids = Array.new(50) { ObjectSpace::WeakMap.new.tap { |seen| seen[session] = 1 } }
    200.times { access && Skillcall::Client.new(log: ->(*) {}) }
    GC.start
    assert(ids.any? { |seen| seen.size.zero? })
  end
end
