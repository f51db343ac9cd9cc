using System.Net;
using System.Net.Http.Json;
using ActiveRecording.Operations;

namespace ActiveRecording.InteropTests;

/// <summary>Recordings that a program asks for.</summary>
internal static class RecordingOrders
{
    /// <summary>Has the one call that is in conversation recorded on behalf of a party.</summary>
    public static async Task StartRecordingAsync(this NodeUnderTest node, string dn)
    {
        var calls = await node.Http.GetFromJsonAsync("/api/calls?state=answered", OperationsJson.Default.PageCall);
        var command = new RecordingCommand("start", dn);
        using var response = await node.Http.PostAsJsonAsync(
            $"/api/calls/{Assert.Single(calls!.Items).CallUuid}/recording", command, OperationsJson.Default.RecordingCommand);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }
}
