# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

# Callbacks written in Ruby: the log, and transports in place of libcurl.

require "net/http"
require_relative "case"

# A transport that blocks, over Net::HTTP of the standard library.
class NetHttpTransport
  attr_reader :closed

  def submit(exchange)
    url = URI(exchange.url)
    http = Net::HTTP.new(url.host, url.port, nil)
    http.open_timeout = http.read_timeout = http.write_timeout = exchange.remaining
    http.max_retries = 0 # or a call might be placed twice
    begin
      http.start
    rescue SystemCallError, Net::OpenTimeout => e
      return exchange.fail(:connect, maybe_sent: false, code: 111, text: e.message)
    end
    answer = http.send_request(exchange.http_method, url.request_uri, exchange.body,
                               exchange.headers)
    exchange.answer(answer.code.to_i, answer.each_header.to_h, answer.body || "")
  rescue Net::ReadTimeout
    exchange.fail(:timeout)
  rescue SystemCallError, EOFError => e
    exchange.fail(:network, code: 7, text: e.message)
  ensure
    http.finish if http&.started?
  end

  def close
    @closed = true
  end
end

# Answers from a thread of its own.
class ThreadedTransport
  def submit(exchange)
    Thread.new do
      sleep 0.05
      exchange.answer(200, { "x-amzn-RequestId" => "r" }, '{"sessionId": "from a thread"}')
    end
  end
end

# Is driven, with a descriptor for event loops.
class DrivenTransport
  def initialize
    @reader, @writer = IO.pipe
    @taken = []
  end

  def submit(exchange)
    @taken << exchange
    wake
  end

  def drive(seconds)
    @reader.read_nonblock(100) if IO.select([@reader], nil, nil, seconds)
    @taken.shift.answer(200, {}, '{"sessionId": "driven"}') until @taken.empty?
  end

  def wake
    @writer.write("!")
  end

  def pollable_fd
    @reader.fileno
  end
end

# Takes exchanges, which the test answers whenever it likes.
class LaterTransport
  attr_reader :exchanges, :cancelled

  def initialize
    @exchanges = []
    @cancelled = []
  end

  def submit(exchange)
    @exchanges << exchange
  end

  def cancel(exchange)
    @cancelled << exchange
    exchange.fail(:cancelled, maybe_sent: false)
  end
end

class LogTest < Case
  def test_lines_and_levels
    seen = {}
    log = ->(level, line) { seen[level] = line }
    Skillcall::Client.open(log: log, log_level: :debug) do |client|
      client.start(access("throttled.first-1"), session)
      fails(Skillcall::BadTokenError, :not_placed) { client.start(access("expired"), session) }
    end
    assert_equal %i[debug error info], seen.keys.sort
    assert_includes seen[:error], "bad_token"
    refute(seen.values.any? { |line| line.include?(SECRET) || line.include?("+1204555") })
  end

  def test_only_what_is_asked_for
    lines = []
    Skillcall::Client.open(log: ->(*line) { lines << line }, log_level: :error) do |client|
      client.start(access, session)
    end
    assert_empty lines
  end
end

class ObserverTest < Case
  # Keeps what it is shown of calls and of the ends of attempts, and nothing else.
  class Observer
    attr_reader :events

    def initialize
      @events = []
    end

    %i[call_started attempt_ended call_ended].each do |moment|
      define_method(moment) { |event| @events << [moment, event] }
    end
  end

  def test_events_of_a_call
    observer = Observer.new
    receipt = Skillcall::Client.open(observer: observer) do |client|
      client.start(access("throttled.first-1"), session)
    end
    moments, events = observer.events.transpose
    assert_equal %i[call_started attempt_ended attempt_ended call_ended], moments
    assert_equal 1, events.map(&:call_id).uniq.size
    assert_equal [["POST", "/v1/communications/session", "127.0.0.1", URI(EMULATOR.url).port]],
                 events.map { |e| [e.http_method, e.url_template, e.server_address, e.server_port] }.uniq
    assert_equal [[0, 0, :pending, :none, nil], [1, 429, :throttled, :not_placed, "throttled"],
                  [2, 200, :ok, :placed, nil], [2, 200, :ok, :placed, nil]],
                 (events.map { |e| [e.attempt, e.http_status, e.status, e.outcome, e.error_type] })
    assert_operator events[1].pause, :>=, 0
    assert_nil events[3].pause
    ended = events[3].to_h
    assert_equal receipt.to_h.slice(:session_id, :client_session_id, :request_id),
                 ended.slice(:session_id, :client_session_id, :request_id)
    assert_operator ended[:elapsed], :>=, ended[:attempt_elapsed]
    assert(ended.values_at(:bytes_sent, :bytes_received).all?(&:positive?))
    refute(events.any? { |e| e.to_h.to_s.include?(SECRET) || e.to_h.to_s.include?("+1204555") })
  end

  def test_an_exception_of_an_observer_does_not_pass_through_c
    observer = Object.new
    def observer.call_ended(_)
      raise "broken"
    end
    _, warned = capture_io do
      Skillcall::Client.open(observer: observer) { |client| client.start(access, session) }
    end
    assert_includes warned, "skillcall: observer: "
  end
end

class TransportsTest < Case
  def test_calls_through_a_transport_that_blocks
    transport = NetHttpTransport.new
    Skillcall::Client.open(transport: transport) do |client|
      call = session
      receipt = client.start(access("throttled.first-1"), call)
      assert_equal 2, receipt.attempts
      placed = received(call.client_session_id)[1]
      assert_equal placed["requestId"], receipt.request_id
      assert_equal call.to_json, JSON.generate(placed["request"]["body"])
      assert_equal "+12045551111", client.find_mobile_number(access)
      assert client.find_profile_id(access, "unit")
      error = fails(Skillcall::AccessDeniedError, :not_placed) do
        client.start(access("denied"), session)
      end
      assert_equal "AccessDenied", error.service_code
      refute transport.closed
    end
    assert transport.closed
  end

  def test_what_was_not_sent_is_tried_again_and_what_may_have_been_sent_is_not
    Skillcall::Client.open(transport: NetHttpTransport.new) do |client|
      error = fails(Skillcall::ConnectError, :not_placed) do
        client.start(access("ok", DEAD_URL), session)
      end
      assert_equal [3, 111], [error.attempts, error.transport_code]
      error = fails(Skillcall::NetworkError, :unknown) { client.start(access("reset"), session) }
      assert_equal [1, 7], [error.attempts, error.transport_code]
      fails(Skillcall::TimeoutError, :unknown) do
        client.start(access("ok.delay-60000"), session, deadline: 0.2)
      end
    end
  end

  def test_an_exception_may_come_after_something_was_sent
    transport = Object.new
    def transport.submit(_)
      raise IndexError, "with #{SECRET}"
    end
    Skillcall::Client.open(transport: transport) do |client|
      error = nil
      _, warned = capture_io do
        error = fails(Skillcall::TransportError, :unknown) { client.start(access, session) }
      end
      assert_equal [1, "IndexError"], [error.attempts, error.transport_text]
      assert_includes warned, "IndexError"
    end
  end

  def test_an_answer_from_another_thread
    Skillcall::Client.open(transport: ThreadedTransport.new) do |client|
      receipt = client.start(access, session)
      assert_equal ["from a thread", "r"], [receipt.session_id, receipt.request_id]
    end
  end

  def test_a_transport_that_is_driven
    Skillcall::Client.open(transport: DrivenTransport.new) do |client|
      assert_equal "driven", client.start(access, session).session_id
      call = client.submit(access, session)
      assert IO.select([client], nil, nil, 10)
      client.drive(0)
      assert_equal [call], client.take_ended
      assert_equal "driven", call.result(0).session_id
    end
  end

  def test_cancel_reaches_the_transport
    transport = LaterTransport.new
    Skillcall::Client.open(transport: transport) do |client|
      call = client.submit(access, session)
      client.drive(0)
      call.cancel
      fails(Skillcall::CancelledError, :not_placed) { call.result }
    end
    assert_equal transport.exchanges, transport.cancelled
  end

  def test_a_call_in_a_callback_is_not_placed
    refused = []
    client = Skillcall::Client.new(log: lambda { |*|
      next unless refused.empty?

      refused << fails(Skillcall::StateError, :not_placed) { client.start(access, session) }
    })
    client.start(access, session)
    client.close
    refute_empty refused
  end

  def test_a_failure_with_wrong_arguments_ends_the_exchange
    transport = Object.new
    def transport.submit(exchange)
      exchange.fail(:network, text: "a\0b")
    end
    Skillcall::Client.open(transport: transport) do |client|
      capture_io { fails(Skillcall::TransportError, :unknown) { client.start(access, session) } }
    end
  end

  def test_an_exchange_is_answered_once
    transport = LaterTransport.new
    Skillcall::Client.open(transport: transport) do |client|
      call = client.submit(access, session)
      other = client.submit(access, session)
      client.drive(0)
      first, second = transport.exchanges
      assert_raises(ArgumentError) { first.answer(99, {}, "") }
      first.answer(200, {}, '{"sessionId": "1"}')
      assert_raises(RuntimeError) { first.answer(200, {}, "{}") }
      assert_raises(RuntimeError) { first.fail(:network) }
      second.answer(200, {}, " " * 65_537)
      assert_equal "1", call.result.session_id
      fails(Skillcall::TooLargeError, :unknown) { other.result }
    end
  end

  def test_an_exchange_does_not_outlive_its_client
    transport = LaterTransport.new
    def transport.cancel(_) end
    call = nil
    Skillcall::Client.open(transport: transport) do |client|
      call = client.submit(access, session)
      client.drive(0)
    end
    fails(Skillcall::CancelledError, :unknown) { call.result(0) }
    assert_predicate transport.exchanges.first, :answered?
  end

  def test_a_program_may_end_with_its_client_open
    program = <<~RUBY
      require "minitest"
      def Minitest.autorun; end
      require #{File.join(__dir__, 'test_callbacks').dump}
      $client = Skillcall::Client.new(transport: NetHttpTransport.new, log: ->(*) {})
      rig = Case.new("none")
      $client.start(rig.access, rig.session)
      $call = $client.submit(rig.access, rig.session)
      EMULATOR.stop
    RUBY
    library = File.join(__dir__, "../../../examples/bindings/ruby/lib")
    output = IO.popen([RbConfig.ruby, "-I", library, "-e", program], err: %i[child out], &:read)
    assert_predicate $?, :success?
    assert_empty output
  end
end
