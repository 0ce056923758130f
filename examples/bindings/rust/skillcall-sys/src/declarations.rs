// SPDX-License-Identifier: Apache-2.0
// Made by ../generate. Change the headers of skillcall instead.
use std::os::raw::{c_char, c_void};
pub const SKILLCALL_TOKEN_MAX: i32 = 65536;
pub const SKILLCALL_ANSWER_MAX: i32 = 65536;
pub const SKILLCALL_INBOUND_CALL_JSON_MAX: i32 = 1048576;
pub const SKILLCALL_PROFILE_ID_SIZE: i32 = 513;
pub const SKILLCALL_MOBILE_NUMBER_SIZE: i32 = 17;
pub const SKILLCALL_SESSION_JSON_MAX: i32 = 65536;
pub const SKILLCALL_SKILL_REQUEST_JSON_MAX: i32 = 1048576;
pub const SKILLCALL_SKILL_REQUEST_TOLERANCE_MS: i32 = 150000;
pub const SKILLCALL_SKILL_EVENT_TOLERANCE_MS: i32 = 3600000;
pub const SKILLCALL_ANNOUNCEMENT_MAX: i32 = 8000;
pub const SKILLCALL_SKILL_RESPONSE_JSON_MAX: i32 = 122880;
pub const SKILLCALL_UUI_SIZE: i32 = 222;
pub const SKILLCALL_UUI_VALUE_MAX: i32 = 4096;
pub const SKILLCALL_VERSION_MAJOR: i32 = 0;
pub const SKILLCALL_VERSION_MINOR: i32 = 1;
pub const SKILLCALL_VERSION_PATCH: i32 = 0;
pub const SKILLCALL_DEFAULT_DEADLINE_MS: i32 = 6000;
pub const SKILLCALL_DEFAULT_CONNECT_TIMEOUT_MS: i32 = 2000;
pub const SKILLCALL_DEFAULT_MAX_ATTEMPTS: i32 = 3;
pub const SKILLCALL_DEFAULT_BACKOFF_BASE_MS: i32 = 100;
pub const SKILLCALL_DEFAULT_BACKOFF_CAP_MS: i32 = 2000;
pub const SKILLCALL_DEFAULT_MAX_CONNECTIONS: i32 = 16;
pub const SKILLCALL_DEFAULT_MAX_CALLS: i32 = 10000;
pub const SKILLCALL_HTTP_1_1: i32 = 1;
pub const SKILLCALL_HTTP_2: i32 = 2;
pub const SKILLCALL_V_REQUIRED: i32 = 1;
pub const SKILLCALL_V_TOO_LONG: i32 = 2;
pub const SKILLCALL_V_NOT_UTF8: i32 = 3;
pub const SKILLCALL_V_CONTROL_CHARACTER: i32 = 4;
pub const SKILLCALL_V_NOT_PRINTABLE_ASCII: i32 = 5;
pub const SKILLCALL_V_NOT_E164: i32 = 6;
pub const SKILLCALL_V_UNKNOWN_TYPE: i32 = 7;
pub const SKILLCALL_V_UNKNOWN_PROVIDER: i32 = 8;
pub const SKILLCALL_V_PARTICIPANT_COUNT: i32 = 9;
pub const SKILLCALL_V_ORIGINATOR_COUNT: i32 = 10;
pub const SKILLCALL_V_WRONG_ROLE: i32 = 11;
pub const SKILLCALL_V_PROVIDER_MISMATCH: i32 = 12;
pub const SKILLCALL_V_WRONG_JSON_TYPE: i32 = 13;
pub const SKILLCALL_NOT_SENT: i32 = 0;
pub const SKILLCALL_MAYBE_SENT: i32 = 1;
pub const SKILLCALL_LOG_NONE: i32 = 0;
pub const SKILLCALL_LOG_ERROR: i32 = 1;
pub const SKILLCALL_LOG_INFO: i32 = 2;
pub const SKILLCALL_LOG_DEBUG: i32 = 3;
pub const SKILLCALL_PROFILE_ACCOUNT: i32 = 0;
pub const SKILLCALL_PROFILE_PERSON: i32 = 1;
pub const SKILLCALL_ORIGINATOR_UNSET: i32 = -1;
pub const SKILLCALL_ORIGINATOR_NO: i32 = 0;
pub const SKILLCALL_ORIGINATOR_YES: i32 = 1;
pub const SKILLCALL_PERMISSION_NOT_ASKED: i32 = 0;
pub const SKILLCALL_PERMISSION_GRANTED: i32 = 1;
pub const SKILLCALL_PERMISSION_DENIED: i32 = 2;
pub const SKILLCALL_OK: i32 = 0;
pub const SKILLCALL_E_ARGUMENT: i32 = 1;
pub const SKILLCALL_E_NO_MEMORY: i32 = 2;
pub const SKILLCALL_E_STATE: i32 = 3;
pub const SKILLCALL_E_INVALID: i32 = 4;
pub const SKILLCALL_E_MALFORMED: i32 = 5;
pub const SKILLCALL_E_TOO_LARGE: i32 = 6;
pub const SKILLCALL_E_ENDPOINT: i32 = 7;
pub const SKILLCALL_E_TOKEN: i32 = 8;
pub const SKILLCALL_E_GENERATOR: i32 = 9;
pub const SKILLCALL_E_TRANSPORT: i32 = 10;
pub const SKILLCALL_E_SYSTEM: i32 = 11;
pub const SKILLCALL_E_UNSUPPORTED: i32 = 12;
pub const SKILLCALL_E_BUSY: i32 = 13;
pub const SKILLCALL_E_FORKED: i32 = 14;
pub const SKILLCALL_E_PENDING: i32 = 15;
pub const SKILLCALL_E_TIMEOUT: i32 = 16;
pub const SKILLCALL_E_CANCELLED: i32 = 17;
pub const SKILLCALL_E_RESOLVE: i32 = 18;
pub const SKILLCALL_E_CONNECT: i32 = 19;
pub const SKILLCALL_E_TLS: i32 = 20;
pub const SKILLCALL_E_NETWORK: i32 = 21;
pub const SKILLCALL_E_ANSWER: i32 = 22;
pub const SKILLCALL_E_INPUT_REFUSED: i32 = 23;
pub const SKILLCALL_E_BAD_TOKEN: i32 = 24;
pub const SKILLCALL_E_ACCESS_DENIED: i32 = 25;
pub const SKILLCALL_E_REGION: i32 = 26;
pub const SKILLCALL_E_THROTTLED: i32 = 27;
pub const SKILLCALL_E_REFUSED: i32 = 28;
pub const SKILLCALL_E_UNAVAILABLE: i32 = 29;
pub const SKILLCALL_E_SERVICE: i32 = 30;
pub const SKILLCALL_E_ABSENT: i32 = 31;
pub const SKILLCALL_E_MISMATCH: i32 = 32;
pub const SKILLCALL_OUTCOME_NONE: i32 = 0;
pub const SKILLCALL_OUTCOME_PLACED: i32 = 1;
pub const SKILLCALL_OUTCOME_NOT_PLACED: i32 = 2;
pub const SKILLCALL_OUTCOME_UNKNOWN: i32 = 3;
opaque!(skillcall_access);
opaque!(skillcall_call);
opaque!(skillcall_client);
opaque!(skillcall_client_options);
opaque!(skillcall_error);
opaque!(skillcall_exchange);
opaque!(skillcall_inbound_call);
opaque!(skillcall_event);
opaque!(skillcall_participant);
opaque!(skillcall_receipt);
opaque!(skillcall_session);
opaque!(skillcall_session_builder);
opaque!(skillcall_skill_request);
opaque!(skillcall_skill_response);
opaque!(skillcall_uui_decoder);
pub type skillcall_random_function = Option<unsafe extern "C" fn(user_data: *mut c_void) -> u32>;
pub type skillcall_log_function = Option<unsafe extern "C" fn(user_data: *mut c_void, level: i32, message: *const c_char)>;
pub type skillcall_event_function = Option<unsafe extern "C" fn(user_data: *mut c_void, event: *const skillcall_event)>;
pub type skillcall_id_generator = Option<unsafe extern "C" fn(user_data: *mut c_void, buffer: *mut c_char, size: usize) -> i32>;
#[repr(C)]
pub struct skillcall_allocator {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub allocate: Option<unsafe extern "C" fn(user_data: *mut c_void, size: usize) -> *mut c_void>,
    pub reallocate: Option<unsafe extern "C" fn(user_data: *mut c_void, block: *mut c_void, size: usize) -> *mut c_void>,
    pub deallocate: Option<unsafe extern "C" fn(user_data: *mut c_void, block: *mut c_void)>,
}
#[repr(C)]
pub struct skillcall_clock {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub monotonic_ms: Option<unsafe extern "C" fn(user_data: *mut c_void) -> i64>,
    pub unix_ms: Option<unsafe extern "C" fn(user_data: *mut c_void) -> i64>,
}
#[repr(C)]
pub struct skillcall_observer {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub call_started: skillcall_event_function,
    pub attempt_started: skillcall_event_function,
    pub attempt_ended: skillcall_event_function,
    pub call_ended: skillcall_event_function,
}
#[repr(C)]
pub struct skillcall_transport {
    pub struct_size: usize,
    pub user_data: *mut c_void,
    pub submit: Option<unsafe extern "C" fn(user_data: *mut c_void, exchange: *mut skillcall_exchange) -> i32>,
    pub drive: Option<unsafe extern "C" fn(user_data: *mut c_void, timeout_ms: i32) -> i32>,
    pub wake: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
    pub cancel: Option<unsafe extern "C" fn(user_data: *mut c_void, exchange: *mut skillcall_exchange)>,
    pub pollable_fd: Option<unsafe extern "C" fn(user_data: *mut c_void) -> i32>,
    pub destroy: Option<unsafe extern "C" fn(user_data: *mut c_void)>,
}
extern "C" {
    /// Checks an endpoint and a token and keeps copies.
    pub fn skillcall_access_new(allocator: *const skillcall_allocator, endpoint: *const c_char, token: *const c_char, trusted_host: *const c_char, error: *mut skillcall_error) -> *mut skillcall_access;
    /// Wipes the token and frees the object. Calls that were started with it go on.
    pub fn skillcall_access_free(access: *mut skillcall_access);
    /// Returns the endpoint in its normal form: lower case, without a final "/".
    pub fn skillcall_access_endpoint(access: *const skillcall_access) -> *const c_char;
    /// Frees a call. A call that has not ended is cancelled, and its outcome is lost: to learn it, cancel and wait first.
    pub fn skillcall_call_free(call: *mut skillcall_call);
    /// Reports whether and how a call has ended.
    pub fn skillcall_call_status(call: *const skillcall_call) -> i32;
    /// Returns what became of a call.
    pub fn skillcall_call_outcome(call: *const skillcall_call) -> i32;
    /// Returns the receipt of a call that was placed.
    pub fn skillcall_call_receipt(call: *const skillcall_call) -> *const skillcall_receipt;
    /// Returns what a lookup found.
    pub fn skillcall_call_found(call: *const skillcall_call) -> *const c_char;
    /// Returns the error of a call that failed or whose outcome is unknown, or of a failed lookup.
    pub fn skillcall_call_error(call: *const skillcall_call) -> *const skillcall_error;
    /// Asks for the end of a call, and returns at once. The call ends when its client is next driven; a thread that drives now is interrupted. A call that was already answered keeps its answer.
    pub fn skillcall_call_cancel(call: *mut skillcall_call);
    /// Waits for the end of a call, and drives its client meanwhile.
    pub fn skillcall_call_wait(call: *mut skillcall_call, timeout_ms: i64, error: *mut skillcall_error) -> i32;
    /// Keeps a pointer with a call, for the program's own use.
    pub fn skillcall_call_set_user_data(call: *mut skillcall_call, user_data: *mut c_void);
    /// Returns the pointer kept with skillcall_call_set_user_data().
    pub fn skillcall_call_user_data(call: *const skillcall_call) -> *mut c_void;
    /// Calls a phone number from the device that a skill request came from, and waits for the end.
    pub fn skillcall_client_call_phone(client: *mut skillcall_client, request: *const skillcall_skill_request, callee: *const c_char, caller: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_receipt;
    /// Starts to call a phone number from the device that a skill request came from, and returns at once.
    pub fn skillcall_client_submit_call_phone(client: *mut skillcall_client, request: *const skillcall_skill_request, callee: *const c_char, caller: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Calls an extension from a room in Smart Properties, and waits for the end.
    pub fn skillcall_client_call_extension(client: *mut skillcall_client, request: *const skillcall_skill_request, extension: *const c_char, profile_token: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_receipt;
    /// Starts to call an extension from a room in Smart Properties, and returns at once.
    pub fn skillcall_client_submit_call_extension(client: *mut skillcall_client, request: *const skillcall_skill_request, extension: *const c_char, profile_token: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Makes a client. Nothing is connected yet.
    pub fn skillcall_client_new(allocator: *const skillcall_allocator, options: *const skillcall_client_options, error: *mut skillcall_error) -> *mut skillcall_client;
    /// Frees a client. Calls in flight end as cancelled; their objects stay readable until they are freed. In a child process after fork, this does nothing: the client is the parent's.
    pub fn skillcall_client_free(client: *mut skillcall_client);
    /// Places a call and waits for its end.
    pub fn skillcall_client_start(client: *mut skillcall_client, access: *const skillcall_access, session: *const skillcall_session, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_receipt;
    /// Submits a call and returns at once. It makes progress while any thread drives or waits.
    pub fn skillcall_client_submit(client: *mut skillcall_client, access: *const skillcall_access, session: *const skillcall_session, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Makes progress with all calls of a client: waits until a submitted call has ended, until skillcall_client_wake(), or until the time has passed. If another thread drives already, this one only waits.
    pub fn skillcall_client_drive(client: *mut skillcall_client, timeout_ms: i64, error: *mut skillcall_error) -> i32;
    /// Takes the next submitted call that has ended. Calls come in the order in which they ended, each once, unless it was freed before.
    pub fn skillcall_client_take_ended(client: *mut skillcall_client) -> *mut skillcall_call;
    /// Returns a descriptor that polls readable whenever skillcall_client_drive() has something to do, for use in an event loop: when it is readable, drive with a timeout of 0 and take what has ended.
    pub fn skillcall_client_pollable_fd(client: *mut skillcall_client, error: *mut skillcall_error) -> i32;
    /// Makes every thread that is inside skillcall_client_drive() return. If none is, the next thread that enters it returns at once; several wake-ups until then count as one. A thread that waits for one call goes on waiting. Any thread may call this.
    pub fn skillcall_client_wake(client: *mut skillcall_client);
    /// Counts the calls of a client that have not ended.
    pub fn skillcall_client_calls_in_flight(client: *const skillcall_client) -> usize;
    /// Makes options with every default.
    pub fn skillcall_client_options_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_client_options;
    /// Frees options. Clients keep their own copies.
    pub fn skillcall_client_options_free(options: *mut skillcall_client_options);
    /// Sets how long a call may take with all its attempts.
    pub fn skillcall_client_options_set_deadline_ms(options: *mut skillcall_client_options, deadline_ms: i64, error: *mut skillcall_error) -> i32;
    /// Sets how long one attempt may take to connect: name resolution, TCP and TLS.
    pub fn skillcall_client_options_set_connect_timeout_ms(options: *mut skillcall_client_options, timeout_ms: i64, error: *mut skillcall_error) -> i32;
    /// Sets how often a request may be handed to the transport. It is repeated only if the one before is known not to have been processed (docs/reference/outcomes.md).
    pub fn skillcall_client_options_set_max_attempts(options: *mut skillcall_client_options, attempts: i32, error: *mut skillcall_error) -> i32;
    /// Sets the pause before a request is repeated: a random time up to base * 2^(attempts so far - 1), but at most the cap ("full jitter"). A Retry-After of the service is added to it.
    pub fn skillcall_client_options_set_backoff_ms(options: *mut skillcall_client_options, base_ms: i64, cap_ms: i64, error: *mut skillcall_error) -> i32;
    /// Sets how many connections the built-in transport opens at most; further requests wait.
    pub fn skillcall_client_options_set_max_connections(options: *mut skillcall_client_options, connections: i32, error: *mut skillcall_error) -> i32;
    /// Sets how many calls may be in flight; a further one is refused with SKILLCALL_E_BUSY.
    pub fn skillcall_client_options_set_max_calls(options: *mut skillcall_client_options, calls: i32, error: *mut skillcall_error) -> i32;
    /// Sets the file of CA certificates (PEM) that servers are verified with, instead of the host's.
    pub fn skillcall_client_options_set_ca_file(options: *mut skillcall_client_options, path: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets a directory of CA certificates, as made by openssl-rehash(1), instead of the host's. A file or a blob is read once for all connections, a directory for each of them.
    pub fn skillcall_client_options_set_ca_path(options: *mut skillcall_client_options, path: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets CA certificates (PEM) from memory, instead of the host's. If libcurl cannot use them, as with GnuTLS and libcurl 8.14, skillcall_client_new reports SKILLCALL_E_TRANSPORT.
    pub fn skillcall_client_options_set_ca_blob(options: *mut skillcall_client_options, data: *const c_void, size: usize, error: *mut skillcall_error) -> i32;
    /// Sets the proxy. Requests to the local machine never use one, nor do requests to the hosts in the environment variable no_proxy ("*" means all), also if the proxy is set here.
    pub fn skillcall_client_options_set_proxy(options: *mut skillcall_client_options, url: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets the version of HTTP. HTTP/1.1 makes a connection for each request, resuming the TLS session: a call then depends on no other, and as few outcomes as possible are unknown. HTTP/2 keeps connections and sends many requests over each, which suits many calls at once to a service that you know. It saves the handshakes, but when a connection is lost or a server takes no more requests on it, all calls on it are unknown (docs/reference/outcomes.md). A server that does not agree to HTTP/2 gets HTTP/1.1 as above, and so does http.
    pub fn skillcall_client_options_set_http_version(options: *mut skillcall_client_options, version: i32, error: *mut skillcall_error) -> i32;
    /// Sets the User-Agent header. Some firewalls refuse requests without one.
    pub fn skillcall_client_options_set_user_agent(options: *mut skillcall_client_options, text: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets where log lines go.
    pub fn skillcall_client_options_set_log(options: *mut skillcall_client_options, log: skillcall_log_function, user_data: *mut c_void, level: i32, error: *mut skillcall_error) -> i32;
    /// Sets the observer of calls.
    pub fn skillcall_client_options_set_observer(options: *mut skillcall_client_options, observer: *const skillcall_observer, error: *mut skillcall_error) -> i32;
    /// Sets a transport instead of libcurl. The options for TLS, proxy, connect timeout, connections, HTTP version and User-Agent then have no effect.
    pub fn skillcall_client_options_set_transport(options: *mut skillcall_client_options, transport: *const skillcall_transport, error: *mut skillcall_error) -> i32;
    /// Sets the clocks, for tests.
    pub fn skillcall_client_options_set_clock(options: *mut skillcall_client_options, clock: *const skillcall_clock, error: *mut skillcall_error) -> i32;
    /// Sets where the jitter of pauses comes from, for tests.
    pub fn skillcall_client_options_set_random(options: *mut skillcall_client_options, random: skillcall_random_function, user_data: *mut c_void, error: *mut skillcall_error) -> i32;
    /// Makes an empty error object.
    pub fn skillcall_error_new(allocator: *const skillcall_allocator) -> *mut skillcall_error;
    /// Frees an error object and the strings borrowed from it.
    pub fn skillcall_error_free(error: *mut skillcall_error);
    /// Empties an error object: its status becomes SKILLCALL_OK.
    pub fn skillcall_error_clear(error: *mut skillcall_error);
    /// Returns the status of the last failure.
    pub fn skillcall_error_status(error: *const skillcall_error) -> i32;
    /// Returns what became of the call that this error is about.
    pub fn skillcall_error_outcome(error: *const skillcall_error) -> i32;
    /// Returns what went wrong and what to do, in one or a few sentences without a final newline.
    pub fn skillcall_error_message(error: *const skillcall_error) -> *const c_char;
    /// Counts the rules that are broken, with the status SKILLCALL_E_INVALID.
    pub fn skillcall_error_violation_count(error: *const skillcall_error) -> usize;
    /// Returns where a violation is, as a JSON Pointer (RFC 6901) into the request body.
    pub fn skillcall_error_violation_path(error: *const skillcall_error, index: usize) -> *const c_char;
    /// Returns which rule is broken.
    pub fn skillcall_error_violation_code(error: *const skillcall_error, index: usize) -> i32;
    /// Returns what is wrong at one place and how to fix it.
    pub fn skillcall_error_violation_message(error: *const skillcall_error, index: usize) -> *const c_char;
    /// Names a violation code for logs and JSON, for example "not_e164".
    pub fn skillcall_violation_name(code: i32) -> *const c_char;
    /// Returns the HTTP status of the service's answer.
    pub fn skillcall_error_http_status(error: *const skillcall_error) -> i32;
    /// Returns the member "code" of the service's error body, for example "BadToken" (contract: answers).
    pub fn skillcall_error_service_code(error: *const skillcall_error) -> *const c_char;
    /// Returns the member "message" of the service's error body.
    pub fn skillcall_error_service_message(error: *const skillcall_error) -> *const c_char;
    /// Returns the transport's own number for a failure; a CURLcode with the built-in transport.
    pub fn skillcall_error_transport_code(error: *const skillcall_error) -> i32;
    /// Returns the transport's own text for a failure.
    pub fn skillcall_error_transport_text(error: *const skillcall_error) -> *const c_char;
    /// Counts how many times the request was handed to the transport.
    pub fn skillcall_error_attempts(error: *const skillcall_error) -> i32;
    /// Returns how long the service asked to wait before the next request (RFC 9110, Retry-After).
    pub fn skillcall_error_retry_after_ms(error: *const skillcall_error) -> i64;
    /// Returns the service's request id from the answer's headers, for a support case.
    pub fn skillcall_error_request_id(error: *const skillcall_error) -> *const c_char;
    /// Returns the client session id of the call, the key to look it up on the SIP side.
    pub fn skillcall_error_client_session_id(error: *const skillcall_error) -> *const c_char;
    /// Returns the request method, "POST" or "GET".
    pub fn skillcall_exchange_method(exchange: *const skillcall_exchange) -> *const c_char;
    /// Returns the URL to request. Redirects must not be followed.
    pub fn skillcall_exchange_url(exchange: *const skillcall_exchange) -> *const c_char;
    /// Counts the request headers. Besides these, only Host, Content-Length and User-Agent belong in the request.
    pub fn skillcall_exchange_header_count(exchange: *const skillcall_exchange) -> usize;
    /// Returns one request header as "Name: value". The Authorization header holds the token: keep no copy of it and log nothing.
    pub fn skillcall_exchange_header(exchange: *const skillcall_exchange, index: usize) -> *const c_char;
    /// Returns the request body.
    pub fn skillcall_exchange_body(exchange: *const skillcall_exchange) -> *const c_char;
    /// Returns the length of the request body.
    pub fn skillcall_exchange_body_size(exchange: *const skillcall_exchange) -> usize;
    /// Returns how long the exchange may still take. A transport that blocks must keep to it; for others the client ends the exchange at its deadline with the table's cancel function.
    pub fn skillcall_exchange_remaining_ms(exchange: *const skillcall_exchange) -> i64;
    /// Keeps a pointer with the exchange, for the transport's own use.
    pub fn skillcall_exchange_set_user_data(exchange: *mut skillcall_exchange, user_data: *mut c_void);
    /// Returns the pointer kept with skillcall_exchange_set_user_data().
    pub fn skillcall_exchange_user_data(exchange: *const skillcall_exchange) -> *mut c_void;
    /// Sets the HTTP status of the final answer; the transport handles 1xx answers itself.
    pub fn skillcall_exchange_set_status(exchange: *mut skillcall_exchange, http_status: i32) -> i32;
    /// Adds a header of the answer; the client keeps those that it understands.
    pub fn skillcall_exchange_add_header(exchange: *mut skillcall_exchange, name: *const c_char, value: *const c_char) -> i32;
    /// Appends to the body of the answer.
    pub fn skillcall_exchange_add_body(exchange: *mut skillcall_exchange, data: *const c_void, size: usize) -> i32;
    /// Ends the exchange with the answer collected so far, which must be whole.
    pub fn skillcall_exchange_complete(exchange: *mut skillcall_exchange) -> i32;
    /// Ends the exchange without a whole answer. A status that was set before still counts: what the service has refused is refused even if the rest of its answer was lost.
    pub fn skillcall_exchange_fail(exchange: *mut skillcall_exchange, status: i32, sent: i32, transport_code: i32, transport_text: *const c_char) -> i32;
    /// Reads an event. Members that are not needed here are ignored; one that is needed may be missing or null, but must not have another type than documented.
    pub fn skillcall_inbound_call_from_json(allocator: *const skillcall_allocator, json: *const c_char, size: usize, error: *mut skillcall_error) -> *mut skillcall_inbound_call;
    /// Frees an event.
    pub fn skillcall_inbound_call_free(call: *mut skillcall_inbound_call);
    /// Returns InvocationEventType: what the event is about.
    pub fn skillcall_inbound_call_event_type(call: *const skillcall_inbound_call) -> *const c_char;
    /// Returns TransactionId, which all events of one call share.
    pub fn skillcall_inbound_call_transaction_id(call: *const skillcall_inbound_call) -> *const c_char;
    /// Counts the participants.
    pub fn skillcall_inbound_call_participant_count(call: *const skillcall_inbound_call) -> usize;
    /// Returns CallId of a participant, which actions refer to.
    pub fn skillcall_inbound_call_call_id(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    /// Returns the calling number of a participant.
    pub fn skillcall_inbound_call_from(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    /// Returns the called number of a participant.
    pub fn skillcall_inbound_call_to(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    /// Returns the client id of the skill that placed the call, from the header X-Alexa-LWA-ClientId.
    pub fn skillcall_inbound_call_skill_client_id(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    /// Checks that a participant's call was placed by the skill that is expected. The header is only as trustworthy as the path on which the call came.
    pub fn skillcall_inbound_call_check_skill_client_id(call: *const skillcall_inbound_call, index: usize, expected: *const c_char, error: *mut skillcall_error) -> i32;
    /// Returns the client session id that came in the User-to-User header of a participant.
    pub fn skillcall_inbound_call_client_session_id(call: *const skillcall_inbound_call, index: usize, error: *mut skillcall_error) -> *const c_char;
    /// Looks up the user's mobile number and waits for it (contract: the skill's side).
    pub fn skillcall_client_find_mobile_number(client: *mut skillcall_client, access: *const skillcall_access, profile: i32, deadline_ms: i64, number: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Starts to look up the user's mobile number and returns at once.
    pub fn skillcall_client_submit_mobile_number_lookup(client: *mut skillcall_client, access: *const skillcall_access, profile: i32, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Looks up the communication profile id of a unit (a room) and waits for it (contract: the Smart Properties form).
    pub fn skillcall_client_find_profile_id(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, deadline_ms: i64, profile_id: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Starts to look up the communication profile id of a unit and returns at once.
    pub fn skillcall_client_submit_profile_id_lookup(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Creates the communication profile of a unit (a room) and waits for its id (contract: the Smart Properties form). A unit that has a profile keeps it, with its id, and takes the new name: so the request is repeated as that of a lookup is.
    pub fn skillcall_client_create_profile(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, name: *const c_char, deadline_ms: i64, profile_id: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Starts to create the communication profile of a unit and returns at once.
    pub fn skillcall_client_submit_profile_creation(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, name: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Joins the two members of a profile to an E.164 number.
    pub fn skillcall_mobile_number_join(country_code: *const c_char, phone_number: *const c_char, buffer: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Returns a number that all events of a call share, unique within its client.
    pub fn skillcall_event_call_id(event: *const skillcall_event) -> u64;
    /// Returns the HTTP method: http.request.method.
    pub fn skillcall_event_method(event: *const skillcall_event) -> *const c_char;
    /// Returns the path of the request without its query: url.template.
    pub fn skillcall_event_url_template(event: *const skillcall_event) -> *const c_char;
    /// Returns the host of the endpoint: server.address.
    pub fn skillcall_event_server_address(event: *const skillcall_event) -> *const c_char;
    /// Returns the port of the endpoint: server.port.
    pub fn skillcall_event_server_port(event: *const skillcall_event) -> i32;
    /// Returns the number of the attempt, from 1; 0 before the first. http.request.resend_count is one less.
    pub fn skillcall_event_attempt(event: *const skillcall_event) -> i32;
    /// Returns the HTTP status of the last answer, 0 for none: http.response.status_code.
    pub fn skillcall_event_http_status(event: *const skillcall_event) -> i32;
    /// Returns one of ::skillcall_status: SKILLCALL_E_PENDING when something has started.
    pub fn skillcall_event_status(event: *const skillcall_event) -> i32;
    /// Returns one of ::skillcall_outcome: of the attempt or of the call, once it has ended.
    pub fn skillcall_event_outcome(event: *const skillcall_event) -> i32;
    /// Returns the name of the status, for example "timeout": error.type. NULL without an error.
    pub fn skillcall_event_error_type(event: *const skillcall_event) -> *const c_char;
    /// Returns the size of the request body in bytes: http.request.body.size.
    pub fn skillcall_event_bytes_sent(event: *const skillcall_event) -> usize;
    /// Returns the size of the last answer's body in bytes: http.response.body.size.
    pub fn skillcall_event_bytes_received(event: *const skillcall_event) -> usize;
    /// Returns the time since the call was submitted in milliseconds.
    pub fn skillcall_event_elapsed_ms(event: *const skillcall_event) -> i64;
    /// Returns the time since the attempt started in milliseconds; 0 before the first.
    pub fn skillcall_event_attempt_elapsed_ms(event: *const skillcall_event) -> i64;
    /// Returns how long it is until the request is sent again, after an attempt has ended; else -1.
    pub fn skillcall_event_pause_ms(event: *const skillcall_event) -> i64;
    /// Returns the client session id, NULL for none.
    pub fn skillcall_event_client_session_id(event: *const skillcall_event) -> *const c_char;
    /// Returns the session id, NULL for none or as long as the call is not placed.
    pub fn skillcall_event_session_id(event: *const skillcall_event) -> *const c_char;
    /// Returns the request id of the last answer, NULL for none.
    pub fn skillcall_event_request_id(event: *const skillcall_event) -> *const c_char;
    /// Makes a participant with nothing set, for forms that have no constructor of their own.
    pub fn skillcall_participant_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_participant;
    /// Makes the calling end of a call between phone numbers: type PHONE_NUMBER, originator.
    pub fn skillcall_participant_new_phone_caller(allocator: *const skillcall_allocator, number: *const c_char, endpoint_id: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    /// Makes the called end of a call between phone numbers: type PHONE_NUMBER, the phone provider.
    pub fn skillcall_participant_new_phone_callee(allocator: *const skillcall_allocator, number: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    /// Makes the calling room of a Smart Properties call: type COMMUNICATION_PROFILE_ID, originator.
    pub fn skillcall_participant_new_room(allocator: *const skillcall_allocator, profile_id: *const c_char, endpoint_id: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    /// Makes the called end of a Smart Properties call: type RAW_ADDRESS, an extension of the PBX.
    pub fn skillcall_participant_new_extension(allocator: *const skillcall_allocator, extension: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    /// Frees a participant. Builders and sessions keep copies of their own.
    pub fn skillcall_participant_free(participant: *mut skillcall_participant);
    /// Sets who the participant is: the members id.type and id.value.
    pub fn skillcall_participant_set_identity(participant: *mut skillcall_participant, r#type: *const c_char, value: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets the member endpointId: the device that the call is placed from.
    pub fn skillcall_participant_set_endpoint_id(participant: *mut skillcall_participant, endpoint_id: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets the member communicationProviderId: who reaches the participant.
    pub fn skillcall_participant_set_provider_id(participant: *mut skillcall_participant, provider_id: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets the member isOriginator.
    pub fn skillcall_participant_set_originator(participant: *mut skillcall_participant, originator: i32, error: *mut skillcall_error) -> i32;
    /// Returns id.type.
    pub fn skillcall_participant_type(participant: *const skillcall_participant) -> *const c_char;
    /// Returns id.value.
    pub fn skillcall_participant_value(participant: *const skillcall_participant) -> *const c_char;
    /// Returns endpointId.
    pub fn skillcall_participant_endpoint_id(participant: *const skillcall_participant) -> *const c_char;
    /// Returns communicationProviderId.
    pub fn skillcall_participant_provider_id(participant: *const skillcall_participant) -> *const c_char;
    /// Returns isOriginator.
    pub fn skillcall_participant_originator(participant: *const skillcall_participant) -> i32;
    /// Sends a progressive response and waits until the service has taken it (contract: the skill's side).
    pub fn skillcall_client_send_progressive_response(client: *mut skillcall_client, access: *const skillcall_access, request_id: *const c_char, speech: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> i32;
    /// Submits a progressive response and returns at once. The call ends with SKILLCALL_OK when the service has taken it; skillcall_call_found() is NULL.
    pub fn skillcall_client_submit_progressive_response(client: *mut skillcall_client, access: *const skillcall_access, request_id: *const c_char, speech: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    /// Frees a receipt. One that was borrowed from a call is freed with the call, not here.
    pub fn skillcall_receipt_free(receipt: *mut skillcall_receipt);
    /// Returns the service's id of the session.
    pub fn skillcall_receipt_session_id(receipt: *const skillcall_receipt) -> *const c_char;
    /// Returns the client session id that the SIP side will see.
    pub fn skillcall_receipt_client_session_id(receipt: *const skillcall_receipt) -> *const c_char;
    /// Returns the service's request id from the answer's headers.
    pub fn skillcall_receipt_request_id(receipt: *const skillcall_receipt) -> *const c_char;
    /// Counts how many times the request was handed to the transport.
    pub fn skillcall_receipt_attempts(receipt: *const skillcall_receipt) -> i32;
    /// Returns how long the call took from its submission to its end, all attempts and pauses included.
    pub fn skillcall_receipt_elapsed_ms(receipt: *const skillcall_receipt) -> i64;
    /// Reads a session from a request body and checks it by the same rules as a built one.
    pub fn skillcall_session_from_json(allocator: *const skillcall_allocator, json: *const c_char, size: usize, allow_unknown: i32, error: *mut skillcall_error) -> *mut skillcall_session;
    /// Frees a session. Calls that were started with it go on.
    pub fn skillcall_session_free(session: *mut skillcall_session);
    /// Counts the participants.
    pub fn skillcall_session_participant_count(session: *const skillcall_session) -> usize;
    /// Returns one participant, in the order in which they were added.
    pub fn skillcall_session_participant(session: *const skillcall_session, index: usize) -> *const skillcall_participant;
    /// Returns the client session id.
    pub fn skillcall_session_client_session_id(session: *const skillcall_session) -> *const c_char;
    /// Returns the request body as compact JSON: the very bytes that are sent.
    pub fn skillcall_session_json(session: *const skillcall_session) -> *const c_char;
    /// Writes the request body as JSON into a buffer, as snprintf would: at most size bytes, always NUL-terminated if size is not 0.
    pub fn skillcall_session_write_json(session: *const skillcall_session, indent: u32, buffer: *mut c_char, size: usize) -> usize;
    /// Makes an empty builder. By default, each session that it builds gets a fresh client session id: a random (version 4) UUID of RFC 9562 in lower case.
    pub fn skillcall_session_builder_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_session_builder;
    /// Frees a builder. Sessions that it built live on.
    pub fn skillcall_session_builder_free(builder: *mut skillcall_session_builder);
    /// Adds a copy of a participant. A session has exactly two; the build reports any other number.
    pub fn skillcall_session_builder_add(builder: *mut skillcall_session_builder, participant: *const skillcall_participant, error: *mut skillcall_error) -> i32;
    /// Sets the client session id of the sessions to build (contract: clientContext.clientSessionId).
    pub fn skillcall_session_builder_set_client_session_id(builder: *mut skillcall_session_builder, client_session_id: *const c_char, error: *mut skillcall_error) -> i32;
    /// Leaves the client session id out. The SIP side then cannot identify the call.
    pub fn skillcall_session_builder_omit_client_session_id(builder: *mut skillcall_session_builder, error: *mut skillcall_error) -> i32;
    /// Sets where generated client session ids come from.
    pub fn skillcall_session_builder_set_id_generator(builder: *mut skillcall_session_builder, generator: skillcall_id_generator, user_data: *mut c_void, error: *mut skillcall_error) -> i32;
    /// Accepts participant types and provider ids that the library does not know, for integrators with their own. All other rules still hold.
    pub fn skillcall_session_builder_allow_unknown(builder: *mut skillcall_session_builder, allow: i32, error: *mut skillcall_error) -> i32;
    /// Checks every rule (docs/reference/errors.md) and makes a session. The builder stays as it is and may build more sessions.
    pub fn skillcall_session_builder_build(builder: *const skillcall_session_builder, error: *mut skillcall_error) -> *mut skillcall_session;
    /// Reads a request. A member that a call depends on may be missing or null, but must be there once and have the documented type. No other member spoils the request: locale, timestamp, session.new and the token of an APL document count as missing if they cannot be read, and what is not needed here may be anything. A byte order mark is skipped.
    pub fn skillcall_skill_request_from_json(allocator: *const skillcall_allocator, json: *const c_char, size: usize, error: *mut skillcall_error) -> *mut skillcall_skill_request;
    /// Wipes the tokens and frees a request. What was made from it lives on.
    pub fn skillcall_skill_request_free(request: *mut skillcall_skill_request);
    /// Returns request.type.
    pub fn skillcall_skill_request_type(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns request.requestId.
    pub fn skillcall_skill_request_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns request.intent.name.
    pub fn skillcall_skill_request_intent_name(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns request.locale, for example "en-US".
    pub fn skillcall_skill_request_locale(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns request.timestamp as it was received, be it a string or a number.
    pub fn skillcall_skill_request_timestamp(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns request.timestamp as a number. Alexa sends a time of RFC 3339; some tools send one with the offset "+0000", one without an offset, which is taken for UTC, or milliseconds since 1970.
    pub fn skillcall_skill_request_timestamp_ms(request: *const skillcall_skill_request) -> i64;
    /// Returns how old a request is.
    pub fn skillcall_skill_request_age_ms(request: *const skillcall_skill_request, now_unix_ms: i64) -> i64;
    /// Checks the age of a request. One that is more than #SKILLCALL_SKILL_REQUEST_TOLERANCE_MS away from now, to either side, may be a recording that is sent again. A skill event (its type begins with "AlexaSkillEvent.") may be as old as #SKILLCALL_SKILL_EVENT_TOLERANCE_MS.
    pub fn skillcall_skill_request_is_fresh(request: *const skillcall_skill_request, now_unix_ms: i64) -> i32;
    /// Reports whether the skill's session is new (session.new).
    pub fn skillcall_skill_request_is_new_session(request: *const skillcall_skill_request) -> i32;
    /// Returns context.System.device.deviceId.
    pub fn skillcall_skill_request_device_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns context.System.application.applicationId, or session.application.applicationId if there is none: the skill that the request is meant for.
    pub fn skillcall_skill_request_application_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Checks that a request is meant for the skill that reads it.
    pub fn skillcall_skill_request_check_application_id(request: *const skillcall_skill_request, expected: *const c_char, error: *mut skillcall_error) -> i32;
    /// Returns context.System.user.userId.
    pub fn skillcall_skill_request_user_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns context.System.user.accessToken: the user's token for the skill's own service, if the account is linked. It is a secret: keep it out of logs.
    pub fn skillcall_skill_request_user_access_token(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns context.System.person.personId.
    pub fn skillcall_skill_request_person_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns context.System.unit.unitId: the room, in Smart Properties. It changes when the skill is enabled again; the persistent id does not.
    pub fn skillcall_skill_request_unit_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns context.System.unit.persistentUnitId: the room, in Smart Properties. The lookup of its communication profile takes this id.
    pub fn skillcall_skill_request_persistent_unit_id(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns context.System.apiEndpoint.
    pub fn skillcall_skill_request_api_endpoint(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns what the user has decided about a permission: the status of the scope in context.System.user.permissions.scopes.
    pub fn skillcall_skill_request_permission(request: *const skillcall_skill_request, scope: *const c_char) -> i32;
    /// Reports whether the device has an interface, by context.System.device.supportedInterfaces.
    pub fn skillcall_skill_request_supports_interface(request: *const skillcall_skill_request, name: *const c_char) -> i32;
    /// Returns the token of the APL document that the screen shows. It is the skill's own text, and no secret.
    pub fn skillcall_skill_request_apl_token(request: *const skillcall_skill_request) -> *const c_char;
    /// Reports whether this is the Grant of Smart Properties (its type is "Alexa.Authorization.Grant"): Alexa sends it when the skill is enabled in a room, and wants skillcall_skill_response_accept_grant() as the answer. Without it no call is permitted there.
    pub fn skillcall_skill_request_is_grant(request: *const skillcall_skill_request) -> i32;
    /// Returns request.body.grant.type of a Grant.
    pub fn skillcall_skill_request_grant_type(request: *const skillcall_skill_request) -> *const c_char;
    /// Returns request.body.grant.code of a Grant: the code that Login with Amazon exchanges for a token. It is a secret: keep it out of logs.
    pub fn skillcall_skill_request_grant_code(request: *const skillcall_skill_request) -> *const c_char;
    /// Makes the access object from context.System.apiEndpoint and apiAccessToken. There is no other way to get the token.
    pub fn skillcall_skill_request_access(request: *const skillcall_skill_request, trusted_host: *const c_char, error: *mut skillcall_error) -> *mut skillcall_access;
    /// Makes the calling end of a call between phone numbers: the user's number and the device that the request came from.
    pub fn skillcall_skill_request_originator(request: *const skillcall_skill_request, number: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    /// Makes a response without speech that ends the session.
    pub fn skillcall_skill_response_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_skill_response;
    /// Frees a response.
    pub fn skillcall_skill_response_free(response: *mut skillcall_skill_response);
    /// Sets what Alexa says, as plain text. It replaces an earlier announcement.
    pub fn skillcall_skill_response_say(response: *mut skillcall_skill_response, text: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets what Alexa says, as SSML. It replaces an earlier announcement.
    pub fn skillcall_skill_response_say_ssml(response: *mut skillcall_skill_response, ssml: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets what Alexa says, as plain text, if the user does not answer. The session stays open, so a response that starts a call has no reprompt. It replaces an earlier one.
    pub fn skillcall_skill_response_reprompt(response: *mut skillcall_skill_response, text: *const c_char, error: *mut skillcall_error) -> i32;
    /// Does the same as skillcall_skill_response_reprompt(), with SSML.
    pub fn skillcall_skill_response_reprompt_ssml(response: *mut skillcall_skill_response, ssml: *const c_char, error: *mut skillcall_error) -> i32;
    /// Escapes text for SSML, as snprintf would write it: at most size bytes, always NUL-terminated if size is not 0. Control characters, which SSML cannot hold, become blanks.
    pub fn skillcall_skill_response_escape_ssml(text: *const c_char, buffer: *mut c_char, size: usize) -> usize;
    /// Adds the card with which Alexa asks the user for the permission to read the mobile number.
    pub fn skillcall_skill_response_ask_for_permission(response: *mut skillcall_skill_response, profile: i32, error: *mut skillcall_error) -> i32;
    /// Adds the card with which Alexa asks the user to link an account (LinkAccount). A response has one card: it replaces one that asks for a permission, and is replaced by one.
    pub fn skillcall_skill_response_link_account(response: *mut skillcall_skill_response, error: *mut skillcall_error) -> i32;
    /// Adds a directive, after those that were added before.
    pub fn skillcall_skill_response_add_directive_json(response: *mut skillcall_skill_response, json: *const c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Adds the directive that finishes the APL document on the screen, so that the call can be seen there: Amazon's own sample for hospitality sends it with the announcement of a call.
    pub fn skillcall_skill_response_finish_apl(response: *mut skillcall_skill_response, token: *const c_char, error: *mut skillcall_error) -> i32;
    /// Sets the session attributes, which Alexa sends back with the next request of an open session.
    pub fn skillcall_skill_response_set_session_attributes_json(response: *mut skillcall_skill_response, json: *const c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Makes the response the answer to a Grant (skillcall_skill_request_is_grant()): the event AcceptGrant.Response with a fresh message id, and nothing else that was or will be set.
    pub fn skillcall_skill_response_accept_grant(response: *mut skillcall_skill_response, error: *mut skillcall_error) -> i32;
    /// Returns the response as compact JSON.
    pub fn skillcall_skill_response_json(response: *mut skillcall_skill_response, error: *mut skillcall_error) -> *const c_char;
    /// Names a status for logs and JSON, for example "bad_token".
    pub fn skillcall_status_name(status: i32) -> *const c_char;
    /// Explains a status in one sentence for people.
    pub fn skillcall_status_text(status: i32) -> *const c_char;
    /// Names an outcome for logs and JSON: "none", "placed", "not_placed" or "unknown".
    pub fn skillcall_outcome_name(outcome: i32) -> *const c_char;
    /// Writes the header value that Alexa sends for a client session id: "csi=" and the id in hex, then ";encoding=hex".
    pub fn skillcall_uui_encode(client_session_id: *const c_char, buffer: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Makes a decoder that has seen no header yet.
    pub fn skillcall_uui_decoder_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_uui_decoder;
    /// Frees a decoder.
    pub fn skillcall_uui_decoder_free(decoder: *mut skillcall_uui_decoder);
    /// Reads one User-to-User header field: everything after the colon, one value or several separated by commas.
    pub fn skillcall_uui_decoder_add(decoder: *mut skillcall_uui_decoder, value: *const c_char, size: usize, error: *mut skillcall_error) -> i32;
    /// Returns the client session id found in the values added so far.
    pub fn skillcall_uui_decoder_client_session_id(decoder: *const skillcall_uui_decoder, error: *mut skillcall_error) -> *const c_char;
    /// Names the version of the library in use, for example "0.1.0".
    pub fn skillcall_version() -> *const c_char;
    /// Returns the version of the library in use as one number: major * 10000 + minor * 100 + patch.
    pub fn skillcall_version_number() -> i32;
}
