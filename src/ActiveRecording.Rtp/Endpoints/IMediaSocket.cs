namespace ActiveRecording.Rtp.Endpoints;

/// <summary>One bound UDP socket of an endpoint. Used within its shard.</summary>
internal interface IMediaSocket
{
    /// <summary>From now on what arrives is handed to the endpoint.</summary>
    void Start();

    /// <summary>Sends or drops; failures are counted. The bytes are free again when the call returns.</summary>
    void Send(ReadOnlySpan<byte> datagram, in TransportAddress to);

    /// <summary>Most of what is sent will go there and most of what comes will come from there.</summary>
    void Latch(in TransportAddress peer);

    /// <summary>Nothing is received or sent any more.</summary>
    void Close();
}
