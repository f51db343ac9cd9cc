namespace ActiveRecording.Sdp;

/// <summary>Who sends, seen from the side whose description it is (RFC 8866 §6.7).</summary>
public enum Direction
{
    /// <summary>Both; what holds without an attribute.</summary>
    SendRecv,

    /// <summary>This side sends only.</summary>
    SendOnly,

    /// <summary>This side receives only.</summary>
    RecvOnly,

    /// <summary>Neither; RTCP still flows.</summary>
    Inactive,
}

/// <summary>Directions as sets of "this side sends" and "this side receives".</summary>
public static class Directions
{
    /// <summary>Whether this side sends.</summary>
    public static bool Sends(this Direction direction) => direction is Direction.SendRecv or Direction.SendOnly;

    /// <summary>Whether this side receives.</summary>
    public static bool Receives(this Direction direction) => direction is Direction.SendRecv or Direction.RecvOnly;

    /// <summary>The same flow seen from the other side (RFC 3264 §6.1).</summary>
    public static Direction Reversed(this Direction direction) => direction switch
    {
        Direction.SendOnly => Direction.RecvOnly,
        Direction.RecvOnly => Direction.SendOnly,
        _ => direction,
    };

    /// <summary>What both allow; both seen from the same side.</summary>
    public static Direction And(this Direction direction, Direction other) =>
        Of(direction.Sends() && other.Sends(), direction.Receives() && other.Receives());

    /// <summary>The direction of a side that sends and receives as told.</summary>
    public static Direction Of(bool sends, bool receives) => (sends, receives) switch
    {
        (true, true) => Direction.SendRecv,
        (true, false) => Direction.SendOnly,
        (false, true) => Direction.RecvOnly,
        _ => Direction.Inactive,
    };

    /// <summary>The attribute's name: <c>sendrecv</c>, <c>sendonly</c>, <c>recvonly</c>, <c>inactive</c>.</summary>
    public static string ToAttribute(this Direction direction) => direction switch
    {
        Direction.SendOnly => "sendonly",
        Direction.RecvOnly => "recvonly",
        Direction.Inactive => "inactive",
        _ => "sendrecv",
    };

    /// <summary>Reads an attribute's name; false if it is not a direction.</summary>
    public static bool TryParse(string attribute, out Direction direction)
    {
        (direction, var known) = attribute switch
        {
            "sendrecv" => (Direction.SendRecv, true),
            "sendonly" => (Direction.SendOnly, true),
            "recvonly" => (Direction.RecvOnly, true),
            "inactive" => (Direction.Inactive, true),
            _ => (Direction.SendRecv, false),
        };
        return known;
    }
}
