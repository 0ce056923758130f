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
    pub fn skillcall_access_new(allocator: *const skillcall_allocator, endpoint: *const c_char, token: *const c_char, trusted_host: *const c_char, error: *mut skillcall_error) -> *mut skillcall_access;
    pub fn skillcall_access_free(access: *mut skillcall_access);
    pub fn skillcall_access_endpoint(access: *const skillcall_access) -> *const c_char;
    pub fn skillcall_call_free(call: *mut skillcall_call);
    pub fn skillcall_call_status(call: *const skillcall_call) -> i32;
    pub fn skillcall_call_outcome(call: *const skillcall_call) -> i32;
    pub fn skillcall_call_receipt(call: *const skillcall_call) -> *const skillcall_receipt;
    pub fn skillcall_call_found(call: *const skillcall_call) -> *const c_char;
    pub fn skillcall_call_error(call: *const skillcall_call) -> *const skillcall_error;
    pub fn skillcall_call_cancel(call: *mut skillcall_call);
    pub fn skillcall_call_wait(call: *mut skillcall_call, timeout_ms: i64, error: *mut skillcall_error) -> i32;
    pub fn skillcall_call_set_user_data(call: *mut skillcall_call, user_data: *mut c_void);
    pub fn skillcall_call_user_data(call: *const skillcall_call) -> *mut c_void;
    pub fn skillcall_client_call_phone(client: *mut skillcall_client, request: *const skillcall_skill_request, callee: *const c_char, caller: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_receipt;
    pub fn skillcall_client_submit_call_phone(client: *mut skillcall_client, request: *const skillcall_skill_request, callee: *const c_char, caller: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_client_call_extension(client: *mut skillcall_client, request: *const skillcall_skill_request, extension: *const c_char, profile_token: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_receipt;
    pub fn skillcall_client_submit_call_extension(client: *mut skillcall_client, request: *const skillcall_skill_request, extension: *const c_char, profile_token: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_client_new(allocator: *const skillcall_allocator, options: *const skillcall_client_options, error: *mut skillcall_error) -> *mut skillcall_client;
    pub fn skillcall_client_free(client: *mut skillcall_client);
    pub fn skillcall_client_start(client: *mut skillcall_client, access: *const skillcall_access, session: *const skillcall_session, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_receipt;
    pub fn skillcall_client_submit(client: *mut skillcall_client, access: *const skillcall_access, session: *const skillcall_session, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_client_drive(client: *mut skillcall_client, timeout_ms: i64, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_take_ended(client: *mut skillcall_client) -> *mut skillcall_call;
    pub fn skillcall_client_pollable_fd(client: *mut skillcall_client, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_wake(client: *mut skillcall_client);
    pub fn skillcall_client_calls_in_flight(client: *const skillcall_client) -> usize;
    pub fn skillcall_client_options_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_client_options;
    pub fn skillcall_client_options_free(options: *mut skillcall_client_options);
    pub fn skillcall_client_options_set_deadline_ms(options: *mut skillcall_client_options, deadline_ms: i64, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_connect_timeout_ms(options: *mut skillcall_client_options, timeout_ms: i64, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_max_attempts(options: *mut skillcall_client_options, attempts: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_backoff_ms(options: *mut skillcall_client_options, base_ms: i64, cap_ms: i64, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_max_connections(options: *mut skillcall_client_options, connections: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_max_calls(options: *mut skillcall_client_options, calls: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_ca_file(options: *mut skillcall_client_options, path: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_ca_path(options: *mut skillcall_client_options, path: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_ca_blob(options: *mut skillcall_client_options, data: *const c_void, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_proxy(options: *mut skillcall_client_options, url: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_http_version(options: *mut skillcall_client_options, version: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_user_agent(options: *mut skillcall_client_options, text: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_log(options: *mut skillcall_client_options, log: skillcall_log_function, user_data: *mut c_void, level: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_observer(options: *mut skillcall_client_options, observer: *const skillcall_observer, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_transport(options: *mut skillcall_client_options, transport: *const skillcall_transport, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_clock(options: *mut skillcall_client_options, clock: *const skillcall_clock, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_options_set_random(options: *mut skillcall_client_options, random: skillcall_random_function, user_data: *mut c_void, error: *mut skillcall_error) -> i32;
    pub fn skillcall_error_new(allocator: *const skillcall_allocator) -> *mut skillcall_error;
    pub fn skillcall_error_free(error: *mut skillcall_error);
    pub fn skillcall_error_clear(error: *mut skillcall_error);
    pub fn skillcall_error_status(error: *const skillcall_error) -> i32;
    pub fn skillcall_error_outcome(error: *const skillcall_error) -> i32;
    pub fn skillcall_error_message(error: *const skillcall_error) -> *const c_char;
    pub fn skillcall_error_violation_count(error: *const skillcall_error) -> usize;
    pub fn skillcall_error_violation_path(error: *const skillcall_error, index: usize) -> *const c_char;
    pub fn skillcall_error_violation_code(error: *const skillcall_error, index: usize) -> i32;
    pub fn skillcall_error_violation_message(error: *const skillcall_error, index: usize) -> *const c_char;
    pub fn skillcall_violation_name(code: i32) -> *const c_char;
    pub fn skillcall_error_http_status(error: *const skillcall_error) -> i32;
    pub fn skillcall_error_service_code(error: *const skillcall_error) -> *const c_char;
    pub fn skillcall_error_service_message(error: *const skillcall_error) -> *const c_char;
    pub fn skillcall_error_transport_code(error: *const skillcall_error) -> i32;
    pub fn skillcall_error_transport_text(error: *const skillcall_error) -> *const c_char;
    pub fn skillcall_error_attempts(error: *const skillcall_error) -> i32;
    pub fn skillcall_error_retry_after_ms(error: *const skillcall_error) -> i64;
    pub fn skillcall_error_request_id(error: *const skillcall_error) -> *const c_char;
    pub fn skillcall_error_client_session_id(error: *const skillcall_error) -> *const c_char;
    pub fn skillcall_exchange_method(exchange: *const skillcall_exchange) -> *const c_char;
    pub fn skillcall_exchange_url(exchange: *const skillcall_exchange) -> *const c_char;
    pub fn skillcall_exchange_header_count(exchange: *const skillcall_exchange) -> usize;
    pub fn skillcall_exchange_header(exchange: *const skillcall_exchange, index: usize) -> *const c_char;
    pub fn skillcall_exchange_body(exchange: *const skillcall_exchange) -> *const c_char;
    pub fn skillcall_exchange_body_size(exchange: *const skillcall_exchange) -> usize;
    pub fn skillcall_exchange_remaining_ms(exchange: *const skillcall_exchange) -> i64;
    pub fn skillcall_exchange_set_user_data(exchange: *mut skillcall_exchange, user_data: *mut c_void);
    pub fn skillcall_exchange_user_data(exchange: *const skillcall_exchange) -> *mut c_void;
    pub fn skillcall_exchange_set_status(exchange: *mut skillcall_exchange, http_status: i32) -> i32;
    pub fn skillcall_exchange_add_header(exchange: *mut skillcall_exchange, name: *const c_char, value: *const c_char) -> i32;
    pub fn skillcall_exchange_add_body(exchange: *mut skillcall_exchange, data: *const c_void, size: usize) -> i32;
    pub fn skillcall_exchange_complete(exchange: *mut skillcall_exchange) -> i32;
    pub fn skillcall_exchange_fail(exchange: *mut skillcall_exchange, status: i32, sent: i32, transport_code: i32, transport_text: *const c_char) -> i32;
    pub fn skillcall_inbound_call_from_json(allocator: *const skillcall_allocator, json: *const c_char, size: usize, error: *mut skillcall_error) -> *mut skillcall_inbound_call;
    pub fn skillcall_inbound_call_free(call: *mut skillcall_inbound_call);
    pub fn skillcall_inbound_call_event_type(call: *const skillcall_inbound_call) -> *const c_char;
    pub fn skillcall_inbound_call_transaction_id(call: *const skillcall_inbound_call) -> *const c_char;
    pub fn skillcall_inbound_call_participant_count(call: *const skillcall_inbound_call) -> usize;
    pub fn skillcall_inbound_call_call_id(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    pub fn skillcall_inbound_call_from(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    pub fn skillcall_inbound_call_to(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    pub fn skillcall_inbound_call_skill_client_id(call: *const skillcall_inbound_call, index: usize) -> *const c_char;
    pub fn skillcall_inbound_call_check_skill_client_id(call: *const skillcall_inbound_call, index: usize, expected: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_inbound_call_client_session_id(call: *const skillcall_inbound_call, index: usize, error: *mut skillcall_error) -> *const c_char;
    pub fn skillcall_client_find_mobile_number(client: *mut skillcall_client, access: *const skillcall_access, profile: i32, deadline_ms: i64, number: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_submit_mobile_number_lookup(client: *mut skillcall_client, access: *const skillcall_access, profile: i32, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_client_find_profile_id(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, deadline_ms: i64, profile_id: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_submit_profile_id_lookup(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_client_create_profile(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, name: *const c_char, deadline_ms: i64, profile_id: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_submit_profile_creation(client: *mut skillcall_client, access: *const skillcall_access, unit_id: *const c_char, name: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_mobile_number_join(country_code: *const c_char, phone_number: *const c_char, buffer: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_event_call_id(event: *const skillcall_event) -> u64;
    pub fn skillcall_event_method(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_event_url_template(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_event_server_address(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_event_server_port(event: *const skillcall_event) -> i32;
    pub fn skillcall_event_attempt(event: *const skillcall_event) -> i32;
    pub fn skillcall_event_http_status(event: *const skillcall_event) -> i32;
    pub fn skillcall_event_status(event: *const skillcall_event) -> i32;
    pub fn skillcall_event_outcome(event: *const skillcall_event) -> i32;
    pub fn skillcall_event_error_type(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_event_bytes_sent(event: *const skillcall_event) -> usize;
    pub fn skillcall_event_bytes_received(event: *const skillcall_event) -> usize;
    pub fn skillcall_event_elapsed_ms(event: *const skillcall_event) -> i64;
    pub fn skillcall_event_attempt_elapsed_ms(event: *const skillcall_event) -> i64;
    pub fn skillcall_event_pause_ms(event: *const skillcall_event) -> i64;
    pub fn skillcall_event_client_session_id(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_event_session_id(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_event_request_id(event: *const skillcall_event) -> *const c_char;
    pub fn skillcall_participant_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_participant;
    pub fn skillcall_participant_new_phone_caller(allocator: *const skillcall_allocator, number: *const c_char, endpoint_id: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    pub fn skillcall_participant_new_phone_callee(allocator: *const skillcall_allocator, number: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    pub fn skillcall_participant_new_room(allocator: *const skillcall_allocator, profile_id: *const c_char, endpoint_id: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    pub fn skillcall_participant_new_extension(allocator: *const skillcall_allocator, extension: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    pub fn skillcall_participant_free(participant: *mut skillcall_participant);
    pub fn skillcall_participant_set_identity(participant: *mut skillcall_participant, r#type: *const c_char, value: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_participant_set_endpoint_id(participant: *mut skillcall_participant, endpoint_id: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_participant_set_provider_id(participant: *mut skillcall_participant, provider_id: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_participant_set_originator(participant: *mut skillcall_participant, originator: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_participant_type(participant: *const skillcall_participant) -> *const c_char;
    pub fn skillcall_participant_value(participant: *const skillcall_participant) -> *const c_char;
    pub fn skillcall_participant_endpoint_id(participant: *const skillcall_participant) -> *const c_char;
    pub fn skillcall_participant_provider_id(participant: *const skillcall_participant) -> *const c_char;
    pub fn skillcall_participant_originator(participant: *const skillcall_participant) -> i32;
    pub fn skillcall_client_send_progressive_response(client: *mut skillcall_client, access: *const skillcall_access, request_id: *const c_char, speech: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> i32;
    pub fn skillcall_client_submit_progressive_response(client: *mut skillcall_client, access: *const skillcall_access, request_id: *const c_char, speech: *const c_char, deadline_ms: i64, error: *mut skillcall_error) -> *mut skillcall_call;
    pub fn skillcall_receipt_free(receipt: *mut skillcall_receipt);
    pub fn skillcall_receipt_session_id(receipt: *const skillcall_receipt) -> *const c_char;
    pub fn skillcall_receipt_client_session_id(receipt: *const skillcall_receipt) -> *const c_char;
    pub fn skillcall_receipt_request_id(receipt: *const skillcall_receipt) -> *const c_char;
    pub fn skillcall_receipt_attempts(receipt: *const skillcall_receipt) -> i32;
    pub fn skillcall_receipt_elapsed_ms(receipt: *const skillcall_receipt) -> i64;
    pub fn skillcall_session_from_json(allocator: *const skillcall_allocator, json: *const c_char, size: usize, allow_unknown: i32, error: *mut skillcall_error) -> *mut skillcall_session;
    pub fn skillcall_session_free(session: *mut skillcall_session);
    pub fn skillcall_session_participant_count(session: *const skillcall_session) -> usize;
    pub fn skillcall_session_participant(session: *const skillcall_session, index: usize) -> *const skillcall_participant;
    pub fn skillcall_session_client_session_id(session: *const skillcall_session) -> *const c_char;
    pub fn skillcall_session_json(session: *const skillcall_session) -> *const c_char;
    pub fn skillcall_session_write_json(session: *const skillcall_session, indent: u32, buffer: *mut c_char, size: usize) -> usize;
    pub fn skillcall_session_builder_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_session_builder;
    pub fn skillcall_session_builder_free(builder: *mut skillcall_session_builder);
    pub fn skillcall_session_builder_add(builder: *mut skillcall_session_builder, participant: *const skillcall_participant, error: *mut skillcall_error) -> i32;
    pub fn skillcall_session_builder_set_client_session_id(builder: *mut skillcall_session_builder, client_session_id: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_session_builder_omit_client_session_id(builder: *mut skillcall_session_builder, error: *mut skillcall_error) -> i32;
    pub fn skillcall_session_builder_set_id_generator(builder: *mut skillcall_session_builder, generator: skillcall_id_generator, user_data: *mut c_void, error: *mut skillcall_error) -> i32;
    pub fn skillcall_session_builder_allow_unknown(builder: *mut skillcall_session_builder, allow: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_session_builder_build(builder: *const skillcall_session_builder, error: *mut skillcall_error) -> *mut skillcall_session;
    pub fn skillcall_skill_request_from_json(allocator: *const skillcall_allocator, json: *const c_char, size: usize, error: *mut skillcall_error) -> *mut skillcall_skill_request;
    pub fn skillcall_skill_request_free(request: *mut skillcall_skill_request);
    pub fn skillcall_skill_request_type(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_intent_name(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_locale(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_timestamp(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_timestamp_ms(request: *const skillcall_skill_request) -> i64;
    pub fn skillcall_skill_request_age_ms(request: *const skillcall_skill_request, now_unix_ms: i64) -> i64;
    pub fn skillcall_skill_request_is_fresh(request: *const skillcall_skill_request, now_unix_ms: i64) -> i32;
    pub fn skillcall_skill_request_is_new_session(request: *const skillcall_skill_request) -> i32;
    pub fn skillcall_skill_request_device_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_application_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_check_application_id(request: *const skillcall_skill_request, expected: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_request_user_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_user_access_token(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_person_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_unit_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_persistent_unit_id(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_api_endpoint(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_permission(request: *const skillcall_skill_request, scope: *const c_char) -> i32;
    pub fn skillcall_skill_request_supports_interface(request: *const skillcall_skill_request, name: *const c_char) -> i32;
    pub fn skillcall_skill_request_apl_token(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_is_grant(request: *const skillcall_skill_request) -> i32;
    pub fn skillcall_skill_request_grant_type(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_grant_code(request: *const skillcall_skill_request) -> *const c_char;
    pub fn skillcall_skill_request_access(request: *const skillcall_skill_request, trusted_host: *const c_char, error: *mut skillcall_error) -> *mut skillcall_access;
    pub fn skillcall_skill_request_originator(request: *const skillcall_skill_request, number: *const c_char, error: *mut skillcall_error) -> *mut skillcall_participant;
    pub fn skillcall_skill_response_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_skill_response;
    pub fn skillcall_skill_response_free(response: *mut skillcall_skill_response);
    pub fn skillcall_skill_response_say(response: *mut skillcall_skill_response, text: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_say_ssml(response: *mut skillcall_skill_response, ssml: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_reprompt(response: *mut skillcall_skill_response, text: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_reprompt_ssml(response: *mut skillcall_skill_response, ssml: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_escape_ssml(text: *const c_char, buffer: *mut c_char, size: usize) -> usize;
    pub fn skillcall_skill_response_ask_for_permission(response: *mut skillcall_skill_response, profile: i32, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_link_account(response: *mut skillcall_skill_response, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_add_directive_json(response: *mut skillcall_skill_response, json: *const c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_finish_apl(response: *mut skillcall_skill_response, token: *const c_char, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_set_session_attributes_json(response: *mut skillcall_skill_response, json: *const c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_accept_grant(response: *mut skillcall_skill_response, error: *mut skillcall_error) -> i32;
    pub fn skillcall_skill_response_json(response: *mut skillcall_skill_response, error: *mut skillcall_error) -> *const c_char;
    pub fn skillcall_status_name(status: i32) -> *const c_char;
    pub fn skillcall_status_text(status: i32) -> *const c_char;
    pub fn skillcall_outcome_name(outcome: i32) -> *const c_char;
    pub fn skillcall_uui_encode(client_session_id: *const c_char, buffer: *mut c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_uui_decoder_new(allocator: *const skillcall_allocator, error: *mut skillcall_error) -> *mut skillcall_uui_decoder;
    pub fn skillcall_uui_decoder_free(decoder: *mut skillcall_uui_decoder);
    pub fn skillcall_uui_decoder_add(decoder: *mut skillcall_uui_decoder, value: *const c_char, size: usize, error: *mut skillcall_error) -> i32;
    pub fn skillcall_uui_decoder_client_session_id(decoder: *const skillcall_uui_decoder, error: *mut skillcall_error) -> *const c_char;
    pub fn skillcall_version() -> *const c_char;
    pub fn skillcall_version_number() -> i32;
}
