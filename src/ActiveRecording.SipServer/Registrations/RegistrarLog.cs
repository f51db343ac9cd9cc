using System.Net;
using Microsoft.Extensions.Logging;

namespace ActiveRecording.SipServer.Registrations;

/// <summary>What the registrar logs: identifiers 3080 to 3099.</summary>
internal static partial class RegistrarLog
{
    [LoggerMessage(3080, LogLevel.Warning, "Registration of {Dn} by user {User} from {Source} refused: wrong user or password")]
    public static partial void RegistrationRefused(this ILogger log, string dn, string user, IPEndPoint source);
}
