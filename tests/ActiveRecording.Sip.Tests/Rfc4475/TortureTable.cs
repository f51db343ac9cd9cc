using static ActiveRecording.Sip.Tests.Rfc4475.TortureMessage;

namespace ActiveRecording.Sip.Tests.Rfc4475;

/// <summary>
/// What RFC 4475 expects of an element that receives its messages, at the level of an endpoint. Where the RFC leaves a
/// choice, the one made here is in the table; what it asks of a registrar, a proxy or a user agent is in the rooms' tests.
/// </summary>
internal static class TortureTable
{
#pragma warning disable format // A table: columns are the point.
    public static IReadOnlyList<TortureMessage> All { get; } =
    [
        new("wsinv",      "3.1.1.1",  "A Short Tortuous INVITE",                            Delivered),
        new("intmeth",    "3.1.1.2",  "Wide Range of Valid Characters",                     Delivered, Stream: true),
        new("esc01",      "3.1.1.3",  "Valid Use of the % Escaping Mechanism",              Delivered),
        new("escnull",    "3.1.1.4",  "Escaped Nulls in URIs",                              Delivered),
        new("esc02",      "3.1.1.5",  "Use of % When It Is Not an Escape",                  Delivered, Stream: true),
        new("lwsdisp",    "3.1.1.6",  "Message with No LWS between Display Name and <",     Delivered),
        new("longreq",    "3.1.1.7",  "Long Values in Header Fields",                       Delivered, Stream: true),
        new("dblreq",     "3.1.1.8",  "Extra Trailing Octets in a UDP Datagram",            Delivered),
        new("semiuri",    "3.1.1.9",  "Semicolon-Separated Parameters in URI User Part",    Delivered),
        new("transports", "3.1.1.10", "Varied and Unknown Transport Types",                 Delivered),
        new("mpart01",    "3.1.1.11", "Multipart MIME Message",                             Delivered),
        new("unreason",   "3.1.1.12", "Unusual Reason Phrase",                              Delivered, Answers: "z9hG4bK1324923"),
        new("noreason",   "3.1.1.13", "Empty Reason Phrase",                                Delivered, Answers: "z9hG4bK2398ndaoe"),
        new("badinv01",   "3.1.2.1",  "Extraneous Header Field Separators",                 "400"),
        new("clerr",      "3.1.2.2",  "Content Length Larger Than Message",                 "400"),
        new("ncl",        "3.1.2.3",  "Negative Content-Length",                            "400"),
        new("scalar02",   "3.1.2.4",  "Request Scalar Fields with Overlarge Values",        "400", Stream: true),
        new("scalarlg",   "3.1.2.5",  "Response Scalar Fields with Overlarge Values",       Ignored, Stream: true),
        new("quotbal",    "3.1.2.6",  "Unterminated Quoted String in Display Name",         "400"),
        new("ltgtruri",   "3.1.2.7",  "<> Enclosing Request-URI",                           "400"),
        new("lwsruri",    "3.1.2.8",  "Malformed SIP Request-URI (embedded LWS)",           "400"),
        new("lwsstart",   "3.1.2.9",  "Multiple SP Separating Request-Line Elements",       "400"),
        new("trws",       "3.1.2.10", "SP Characters at End of Request-Line",               "400", Stream: true),
        new("escruri",    "3.1.2.11", "Escaped Headers in SIP Request-URI",                 "400"),
        new("baddate",    "3.1.2.12", "Invalid Time Zone in Date Header Field",             Delivered),
        new("regbadct",   "3.1.2.13", "Failure to Enclose name-addr URI in <>",             "400"),
        new("badaspec",   "3.1.2.14", "Spaces within addr-spec",                            "400"),
        new("baddn",      "3.1.2.15", "Non-token Characters in Display Name",               "400"),
        new("badvers",    "3.1.2.16", "Unknown Protocol Version",                           "505"),
        new("mismatch01", "3.1.2.17", "Start Line and CSeq Method Mismatch",                "400"),
        new("mismatch02", "3.1.2.18", "Unknown Method with CSeq Method Mismatch",           "501"),
        new("bigcode",    "3.1.2.19", "Overlarge Response Code",                            Ignored, Answers: "z9hG4bK2398ndaoe"),
        new("badbranch",  "3.2.1",    "Missing Transaction Identifier",                     Delivered),
        new("insuf",      "3.3.1",    "Missing Required Header Fields",                     "400"),
        new("unkscm",     "3.3.2",    "Request-URI with Unknown Scheme",                    "416", Stream: true),
        new("novelsc",    "3.3.3",    "Request-URI with Known but Atypical Scheme",         "416", Stream: true),
        new("unksm2",     "3.3.4",    "Unknown URI Schemes in Header Fields",               Delivered),
        new("bext01",     "3.3.5",    "Proxy-Require and Require",                          Delivered, Stream: true),
        new("invut",      "3.3.6",    "Unknown Content-Type",                               Delivered),
        new("regaut01",   "3.3.7",    "Unknown Authorization Scheme",                       Delivered, Stream: true),
        new("multi01",    "3.3.8",    "Multiple Values in Single Value Required Fields",    "400"),
        new("mcl01",      "3.3.9",    "Multiple Content-Length Values",                     "400"),
        new("bcast",      "3.3.10",   "200 OK Response with Broadcast Via Header Field Value", Ignored, Answers: "z9hG4bK1324923"),
        new("zeromf",     "3.3.11",   "Max-Forwards of Zero",                               Delivered),
        new("cparam01",   "3.3.12",   "REGISTER with a Contact Header Parameter",           Delivered),
        new("cparam02",   "3.3.13",   "REGISTER with a url-parameter",                      Delivered),
        new("regescrt",   "3.3.14",   "REGISTER with a URL Escaped Header",                 Delivered),
        new("sdp01",      "3.3.15",   "Unacceptable Accept Offering",                       Delivered),
        new("inv2543",    "3.4.1",    "INVITE with RFC 2543 Syntax",                        Delivered),
    ];
#pragma warning restore format

    public static TortureMessage Named(string name) => All.Single(message => message.Name == name);
}
