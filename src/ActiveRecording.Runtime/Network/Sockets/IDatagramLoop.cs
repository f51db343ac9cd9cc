namespace ActiveRecording.Runtime.Network.Sockets;

/// <summary>A thread that waits for many UDP sockets and lets each ready one receive.</summary>
internal interface IDatagramLoop : IDisposable
{
    /// <summary>Starts serving a socket; its first packet may arrive before this returns.</summary>
    void Add(DatagramSocket socket);

    /// <summary>Stops serving it; called before the socket is closed.</summary>
    void Remove(DatagramSocket socket);
}
