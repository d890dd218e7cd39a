#include "text/secrets.hpp"

#include "support/catch.hpp"
#include "text/escape.hpp"

using namespace tao::text;

TEST_CASE("names of secrets are told by their words, in any case") {
    for (const char* name : {"KEY",
                             "NGC_API_KEY",
                             "ngc_key",
                             "apiKey",
                             "AWS_ACCESS_KEY_ID",
                             "API_KEYS",
                             "NGCKEY",
                             "KEY2",
                             "MY_PASSWD",
                             "SSH_PASS",
                             "SSHPASS",
                             "DB_PASSWORD",
                             "passwordOfAnna",
                             "MYSECRETVALUE",
                             "GITHUB_TOKEN",
                             "GITHUB_PAT",
                             "JWT",
                             "HTTP_AUTH",
                             "Authorization",
                             "--password",
                             "--ngc_key",
                             "+export.encryption_key",
                             "DB_PWD",
                             "FOO_PW",
                             "--foo_pw",
                             "PIN",
                             "OTP",
                             "MY_CREDS",
                             "--bearer",
                             "SAS",
                             "SENTRY_DSN",
                             "CONNECTION_STRING",
                             "SESSION_ID",
                             "CREDENTIALS",
                             "KEY_FILE",
                             "ngckey",
                             "passkey",
                             "AccessKeys",
                             "model.keys",
                             "private_key_size.api_key",
                             "max_password_keys",
                             "HF_TOKEN2"}) {
        INFO(name);
        CHECK(is_secret_name(name));
    }
    for (const char* name : {"PWD",
                             "OLDPWD",
                             "PATH",
                             "num_keypoints",
                             "TOKENIZERS_PARALLELISM",
                             "max_tokens",
                             "BYPASS_CACHE",
                             "COMPASS",
                             "author",
                             "pinned",
                             "spin",
                             "SASS",
                             "accredit",
                             "SESSION",
                             "session_dir",
                             "KEYBOARD_LAYOUT",
                             "pattern",
                             "",
                             "--gpus",
                             "model.sigma",
                             "CUDA_VISIBLE_DEVICES"}) {
        INFO(name);
        CHECK_FALSE(is_secret_name(name));
    }
}

TEST_CASE("names that only sound like those of secrets are none") {
    for (const char* name : {"--detach-keys",  "--num_keys",
                             "--key_frames",   "--monkey",
                             "--hotkey",       "monkeys",
                             "model.num_keys", "dataset.key_fields",
                             "numKeys",        "MAX_API_KEYS",
                             "number_of_keys", "turkey",
                             "donkey",         "keyboard",
                             "ssh_public_key", "PUBKEY",
                             "model.key_dim",  "sort_key",
                             "pad_token",      "eos_token_id",
                             "forward_pass",   "dataset.pin_memory",
                             "auth_type"}) {
        INFO(name);
        CHECK_FALSE(is_secret_name(name));
    }
    CHECK_FALSE(takes_secret("--detach-keys"));
    CHECK(without_secrets("train --num_keys 3 --key_frames 4 model.num_keys=3") ==
          "train --num_keys 3 --key_frames 4 model.num_keys=3");
}

TEST_CASE("the password of a URL is not shown, the user's name is") {
    CHECK(without_secrets("postgres://anna:hunter2@db/x") == "postgres://anna:***@db/x");
    CHECK(without_secrets("mysql://anna:a@b:c@db:33/x") == "mysql://anna:***@db:33/x");
    CHECK(without_secrets("ssh://git@github.com/x") == "ssh://git@github.com/x");
    CHECK(without_secrets("https://abcdef@github.com/x") == "https://***@github.com/x");
    CHECK(without_secrets("http://host:8080/a@b") == "http://host:8080/a@b");
    CHECK(without_secrets("see a://u:p@h and b://v:q@i") == "see a://u:***@h and b://v:***@i");
}

TEST_CASE("a value behind a secret's name is not shown, in the forms of words, YAML, JSON and URLs") {
    CHECK(without_secrets("--ngc_key=abc") == "--ngc_key=***");
    CHECK(without_secrets("+train.api_key=a=b==") == "+train.api_key=***");
    CHECK(without_secrets("https://h/x?token=abc&n=1") == "https://h/x?token=***&n=1");
    CHECK(without_secrets("Server=db;Password=x;Port=1") == "Server=db;Password=***;Port=1");
    CHECK(without_secrets("  DB_PASS: my secret # note") == "  DB_PASS: ***");
    CHECK(without_secrets(R"({"api_key": "a b", "n": 1})") == R"({"api_key": "***", "n": 1})");
    CHECK(without_secrets("envs: {MY_TOKEN: abc, A: 1}") == "envs: {MY_TOKEN: ***, A: 1}");
    CHECK(without_secrets("x={api_key:abc,b:1}") == "x={api_key:***,b:1}");
    CHECK(without_secrets("{a:1,token:abc}") == "{a:1,token:***}");
    CHECK(without_secrets("{tokens:3} key:12") == "{tokens:3} key:12");
    CHECK(without_secrets("Authorization: Bearer abcdef") == "Authorization: ***");
    CHECK(without_secrets("--password hunter2 --gpus 1") == "--password *** --gpus 1");
    CHECK(without_secrets("--password --gpus 1") == "--password --gpus 1");
}

TEST_CASE("a reference to a variable is no secret, its default may be one") {
    CHECK(without_secrets("KEY: ${TAO_KEY:?ask Anna}") == "KEY: ${TAO_KEY:?ask Anna}");
    CHECK(without_secrets("KEY: ${TAO_KEY}") == "KEY: ${TAO_KEY}");
    CHECK(without_secrets("KEY: ${TAO_KEY:-abc}") == "KEY: ${TAO_KEY:-***}");
    CHECK(without_secrets("KEY: ${A}abc") == "KEY: ${A}***");
}

TEST_CASE("tokens of well-known services are not shown wherever they stand") {
    CHECK(without_secrets("x nvapi-0123456789abcdef y") == "x *** y");
    CHECK(without_secrets("ghp_0123456789abcdef") == "***");
    CHECK(without_secrets("hf_model") == "hf_model");
    CHECK(without_secrets("Bearer abc") == "Bearer ***");
    CHECK(without_secrets("k: -----BEGIN RSA PRIVATE KEY-----\nabc") == "k: ***");
}

TEST_CASE("passwords that only their place in a command tells are not shown") {
    CHECK(without_secrets("curl -u anna:hunter2 http://h") == "curl -u anna:*** http://h");
    CHECK(without_secrets("curl -uanna:hunter2 --proxy-user a:b h") ==
          "curl -uanna:*** --proxy-user a:*** h");
    CHECK(without_secrets("docker login -u anna -p hunter2 h") == "docker login -u anna -p *** h");
    CHECK(without_secrets("/usr/bin/sshpass -phunter2 ssh h") == "/usr/bin/sshpass -p*** ssh h");
    CHECK(without_secrets("wandb login abc") == "wandb login ***");
    CHECK(without_secrets("wandb login --relogin abc") == "wandb login --relogin ***");
    CHECK(without_secrets("hf auth login abc") == "hf auth login ***");
    CHECK(without_secrets("lftp -u me,abc host") == "lftp -u me,*** host");
    CHECK(without_secrets("smbclient //host/share -U me%abc") == "smbclient //host/share -U me%***");
    CHECK(without_secrets("http -a me:abc host") == "http -a me:*** host");
    CHECK(without_secrets("train -a a:b -u x,y -U m%n") == "train -a a:b -u x,y -U m%n");
    CHECK(without_secrets("dvc remote modify disk password abc") == "dvc remote modify disk password ***");
    CHECK(without_secrets("conda config --set token abc") == "conda config --set token ***");
    CHECK(without_secrets("zip -P abc a.zip b") == "zip -P *** a.zip b");
    CHECK(without_secrets("mongosh -pabc") == "mongosh -p***");
    CHECK(without_secrets("aws configure set aws_secret_access_key abc") ==
          "aws configure set aws_secret_access_key ***");
}

TEST_CASE("where those options mean something else they are shown") {
    for (const char* text : {"run -u 1000:1000 -p 80", "train -p 3 -P 4", "-u /a:/b", "set epochs 3", "-u",
                             "UID:GID, not '$$(id -u):$$(id -g)'", "run -u $(id -u):$(id -g) x",
                             "run -u `id -u`:`id -g`", "run -u $UID:$GID", "curl -u anna:${PASSWORD} h"}) {
        INFO(text);
        CHECK(without_secrets(text) == text);
    }
}

TEST_CASE("what has no secret in it is shown as it is") {
    for (const char* text :
         {"", ":", "=", "a:b", "12:30:00", "/data/a=b", "key", "k=1", "C:\\x", "a://", "://@"}) {
        INFO(text);
        CHECK(without_secrets(text) == text);
    }
}

TEST_CASE("of a word that is a secret's NAME=VALUE the whole value goes") {
    CHECK(masked_word("--password=a b&c") == "--password=***");
    CHECK(masked_word("+train.api_key='a b'") == "+train.api_key=***");
    CHECK(masked_word("--url=postgres://u:p@h/x") == "--url=postgres://u:***@h/x");
    CHECK(masked_word("--epochs=3") == "--epochs=3");
    CHECK(masked_word("train") == "train");
}

TEST_CASE("an option that takes a secret is told by its name, one that has it already is not") {
    CHECK(takes_secret("--password"));
    CHECK(takes_secret("--ngc-api-key"));
    CHECK_FALSE(takes_secret("--password=x"));
    CHECK_FALSE(takes_secret("password"));
    CHECK_FALSE(takes_secret("-k"));
}

TEST_CASE("the places of secrets are in order, apart, and inside the text") {
    for (const std::string text :
         {"a://b:c@d://e:f@g", "token=token=x", "--password --key a", "KEY: KEY: x",
          "Bearer Bearer ghp_0123456789abcdef", "login -p -u a:b", "curl -u a:ghp_0123456789abcdef",
          "{key: \"", "key=\"", "key: ${", "key:"}) {
        INFO(text);
        std::size_t end = 0;
        for (const Span& span : secrets_in(text)) {
            CHECK(span.begin >= end);
            CHECK(span.begin < span.end);
            CHECK(span.end <= text.size());
            end = span.end;
        }
    }
}

TEST_CASE("a known secret is masked wherever it stands, a short one only as a word") {
    tao::text::KnownSecrets secrets;
    secrets.add("tlt_secretkey");
    secrets.add("s3cr");
    secrets.add("abc");
    secrets.add("$KEY");
    secrets.add("a\nlong value");
    CHECK(secrets.masked("Q=tlt_secretkey, xtlt_secretkeyx -k s3cr as3cr/s3cr abc $KEY") ==
          "Q=***, x***x -k *** as3cr/*** abc $KEY");
    CHECK(secrets.masked("a\nlong value " + tao::text::visible("a\nlong value")) == "*** ***");
    CHECK(secrets.masked("").empty());
}
