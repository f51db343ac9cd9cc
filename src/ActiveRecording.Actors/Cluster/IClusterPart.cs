using ActiveRecording.EventSourcing.Members;

namespace ActiveRecording.Actors.Cluster;

/// <summary>Something on this node that depends on who is in the cluster. Called on the node's strand.</summary>
public interface IClusterPart
{
    /// <summary>The members changed, this node being one of them.</summary>
    void Changed(NodeId self, MemberList members);

    /// <summary>This node is no member any more: whatever it owned is somebody else's.</summary>
    void Over();

    /// <summary>Time passed, about a tenth of a second.</summary>
    void Tick();

    /// <summary>Done when nothing is owned any more; asked when the node leaves.</summary>
    Task HandedOverAsync();
}
