/* SPDX-License-Identifier: Apache-2.0 */
#include "http/certificate.h"

#include "base/die.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DAY ((time_t)24 * 60 * 60)

static void need(int result)
{
    if (result < 0)
        die("cannot make a certificate: %s", gnutls_strerror(result));
}

static gnutls_x509_privkey_t new_key(void)
{
    gnutls_x509_privkey_t key;
    need(gnutls_x509_privkey_init(&key));
    need(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    return key;
}

/* A certificate without its extensions. */
static gnutls_x509_crt_t new_certificate(gnutls_x509_privkey_t key, const char *name,
                                         time_t not_before, time_t not_after)
{
    gnutls_x509_crt_t certificate;
    unsigned char serial[16];
    unsigned char key_id[20];
    size_t key_id_size = sizeof key_id;
    need(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial));
    serial[0] = (unsigned char)((serial[0] & 0x3F) | 0x40); /* positive, without leading zeros */

    need(gnutls_x509_crt_init(&certificate));
    need(gnutls_x509_crt_set_version(certificate, 3));
    need(gnutls_x509_crt_set_serial(certificate, serial, sizeof serial));
    need(gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                       (unsigned)strlen(name)));
    need(gnutls_x509_crt_set_activation_time(certificate, not_before));
    need(gnutls_x509_crt_set_expiration_time(certificate, not_after));
    need(gnutls_x509_crt_set_key(certificate, key));
    need(gnutls_x509_crt_get_key_id(certificate, 0, key_id, &key_id_size));
    need(gnutls_x509_crt_set_subject_key_id(certificate, key_id, key_id_size));
    return certificate;
}

static gnutls_x509_crt_t new_ca(gnutls_x509_privkey_t key)
{
    time_t now = time(NULL);
    gnutls_x509_crt_t ca = new_certificate(key, "skillcall emulator CA", now - DAY, now + 30 * DAY);
    need(gnutls_x509_crt_set_basic_constraints(ca, 1, 0));
    need(gnutls_x509_crt_set_key_usage(ca, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN));
    need(gnutls_x509_crt_sign2(ca, ca, key, GNUTLS_DIG_SHA256, 0));
    return ca;
}

static void add_name(gnutls_x509_crt_t certificate, gnutls_x509_subject_alt_name_t type,
                     const void *name, size_t size)
{
    need(gnutls_x509_crt_set_subject_alt_name(certificate, type, name, (unsigned)size,
                                              GNUTLS_FSAN_APPEND));
}

/* An IP address or a host name. */
static void add_host(gnutls_x509_crt_t certificate, const char *host)
{
    unsigned char address[16];
    if (inet_pton(AF_INET, host, address) == 1)
        add_name(certificate, GNUTLS_SAN_IPADDRESS, address, 4);
    else if (inet_pton(AF_INET6, host, address) == 1)
        add_name(certificate, GNUTLS_SAN_IPADDRESS, address, sizeof address);
    else
        add_name(certificate, GNUTLS_SAN_DNSNAME, host, strlen(host));
}

static void add_hosts(gnutls_x509_crt_t certificate, const struct settings *settings)
{
    if (settings->tls_fault == TLS_WRONG_HOST) {
        add_host(certificate, "other.invalid");
        return;
    }
    add_host(certificate, "localhost");
    add_host(certificate, "127.0.0.1");
    add_host(certificate, "::1");
    if (settings->control_host)
        add_host(certificate, settings->control_host);
}

/* The server's certificate; with a fault, one that clients must refuse. */
static gnutls_x509_crt_t new_server(gnutls_x509_privkey_t key, gnutls_x509_crt_t ca,
                                    gnutls_x509_privkey_t ca_key, const struct settings *settings)
{
    enum tls_fault fault = settings->tls_fault;
    time_t middle = time(NULL);
    if (fault == TLS_EXPIRED)
        middle -= 20 * DAY;
    else if (fault == TLS_NOT_YET_VALID)
        middle += 20 * DAY;
    gnutls_x509_crt_t server =
        new_certificate(key, "skillcall emulator", middle - 10 * DAY, middle + 10 * DAY);
    unsigned char ca_id[20];
    size_t ca_id_size = sizeof ca_id;
    add_hosts(server, settings);
    need(gnutls_x509_crt_set_basic_constraints(server, 0, -1));
    need(gnutls_x509_crt_set_key_usage(server, GNUTLS_KEY_DIGITAL_SIGNATURE));
    need(gnutls_x509_crt_set_key_purpose_oid(server, GNUTLS_KP_TLS_WWW_SERVER, 0));
    need(gnutls_x509_crt_get_key_id(ca, 0, ca_id, &ca_id_size));
    if (fault == TLS_SELF_SIGNED) {
        need(gnutls_x509_crt_sign2(server, server, key, GNUTLS_DIG_SHA256, 0));
    } else {
        need(gnutls_x509_crt_set_authority_key_id(server, ca_id, ca_id_size));
        need(gnutls_x509_crt_sign2(server, ca, ca_key, GNUTLS_DIG_SHA256, 0));
    }
    return server;
}

/* Converts memory of GnuTLS to text, and frees it. */
static char *to_text(gnutls_datum_t pem)
{
    char *text = must(strndup((const char *)pem.data, pem.size));
    gnutls_free(pem.data);
    return text;
}

static char *export_certificate(gnutls_x509_crt_t certificate)
{
    gnutls_datum_t pem;
    need(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem));
    return to_text(pem);
}

void certificate_make(struct certificate *certificate, const struct settings *settings)
{
    gnutls_x509_privkey_t ca_key = new_key();
    gnutls_x509_privkey_t key = new_key();
    gnutls_x509_crt_t ca = new_ca(ca_key);
    gnutls_x509_crt_t server = new_server(key, ca, ca_key, settings);
    gnutls_datum_t pem;

    need(gnutls_x509_privkey_export2(key, GNUTLS_X509_FMT_PEM, &pem));
    certificate->key = to_text(pem);
    certificate->chain = export_certificate(server);
    certificate->ca = export_certificate(ca);

    gnutls_x509_crt_deinit(server);
    gnutls_x509_crt_deinit(ca);
    gnutls_x509_privkey_deinit(key);
    gnutls_x509_privkey_deinit(ca_key);
}

static bool write_text(FILE *stream, const char *text)
{
    bool is_written = stream && fputs(text, stream) >= 0;
    return stream && fclose(stream) == 0 && is_written;
}

/* A file appears whole, so that a client can wait for it. */
static bool replace_file(const char *file, const char *text)
{
    char temporary[4096];
    if ((size_t)snprintf(temporary, sizeof temporary, "%s.XXXXXX", file) >= sizeof temporary)
        die("the name '%s' is too long", file);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (write_text(fd < 0 ? NULL : fdopen(fd, "w"), text) && rename(temporary, file) == 0)
        return true;
    int reason = errno;
    unlink(temporary);
    errno = reason;
    return false;
}

/* What is no plain file, such as /dev/null, must not be replaced by one. */
void certificate_write_ca(const struct certificate *certificate, const char *file)
{
    struct stat about;
    bool is_special = stat(file, &about) == 0 && !S_ISREG(about.st_mode);
    bool is_written = is_special ? write_text(fopen(file, "we"), certificate->ca)
                                 : replace_file(file, certificate->ca);
    if (!is_written)
        die("cannot write '%s': %s", file, strerror(errno));
}

void certificate_clear(struct certificate *certificate)
{
    if (certificate->key)
        gnutls_memset(certificate->key, 0, strlen(certificate->key));
    free(certificate->key);
    free(certificate->chain);
    free(certificate->ca);
}
