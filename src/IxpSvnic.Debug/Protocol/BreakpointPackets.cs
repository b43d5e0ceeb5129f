using IxpSvnic.Debug.Targets;

namespace IxpSvnic.Debug.Protocol;

/// <summary>Z0-Z4 and z0-z4. Putting a point twice or taking away what is not there is no error, as the protocol asks.</summary>
internal sealed class BreakpointPackets(IDebugTarget target)
{
    private const int MaxWatchedBytes = 1 << 20;

    private readonly HashSet<StopPoint> _points = [];

    public void AddTo(PacketTable packets)
    {
        packets.Add("Z", text => TryPoint(text, out StopPoint point) ? Put(point) : Refuse(text));
        packets.Add("z", text => TryPoint(text, out StopPoint point) ? Take(point) : Refuse(text));
    }

    public void RemoveAll()
    {
        foreach (StopPoint point in _points)
        {
            target.Remove(point);
        }

        _points.Clear();
    }

    // A kind of another number than 0-4 is one we do not support, not a mistake.
    private static string Refuse(string text) => text.Length > 0 && text[0] > '4' ? "" : PacketError.Malformed;

    private static bool TryPoint(string text, out StopPoint point)
    {
        point = default;
        string[] parts = text.Split(',');
        if (parts.Length != 3 || parts[0].Length != 1 || parts[0][0] is < '0' or > '4'
            || !Hex.TryNumber(parts[1], out uint address) || !Hex.TryNumber(parts[2], out uint length))
        {
            return false;
        }

        StopPointKind kind = (StopPointKind)(parts[0][0] - '0');
        bool isBreakpoint = kind is StopPointKind.SoftwareBreakpoint or StopPointKind.HardwareBreakpoint;
        point = new StopPoint(kind, address, (int)Math.Min(length, MaxWatchedBytes + 1));
        return isBreakpoint ? length is 2 or 4 : length is > 0 and <= MaxWatchedBytes;
    }

    private string Put(StopPoint point)
    {
        if (_points.Contains(point))
        {
            return "OK";
        }

        if (!target.Add(point))
        {
            return PacketError.Unknown;
        }

        _points.Add(point);
        return "OK";
    }

    private string Take(StopPoint point)
    {
        if (_points.Remove(point))
        {
            target.Remove(point);
        }

        return "OK";
    }
}
