using System.Globalization;
using IxpSvnic.Wire.Captures;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Playback;

/// <summary>
/// Which MAC address each virtual interface of a replay gets: taken from captures in order of first appearance, or from
/// a file of <c>mac [port]</c> lines, filled up with generated local addresses. A plan is an input of the machine's
/// control plane; nothing is demultiplexed by it here.
/// </summary>
public static class MacPlan
{
    // Locally administered, then "IXP" in ASCII, then the number of the address.
    private const ulong GeneratedPrefix = 0x02_49_58_50_00_00;
    private const char CommentMark = '#';

    /// <summary>
    /// Addresses out of captures: their unicast destinations in order of first appearance, capture after capture, of
    /// every frame that has a whole Ethernet header. All belong to port 0.
    /// </summary>
    /// <param name="captures">Capture files.</param>
    /// <param name="vifs">Interfaces wanted; null for as many as there are addresses, at least one.</param>
    /// <param name="maximum">The most that the machine can have.</param>
    /// <param name="allowCut">Cut files end at the cut.</param>
    /// <exception cref="CaptureFormatException">A capture cannot be used.</exception>
    public static IReadOnlyList<VifAddress> FromCaptures(
        IEnumerable<string> captures, int? vifs, int maximum, bool allowCut = false)
    {
        int limit = CheckedCount(vifs, maximum) ?? maximum;
        var plan = new List<VifAddress>();
        var known = new HashSet<ulong>();
        foreach (string capture in captures)
        {
            CollectDestinations(capture, allowCut, limit, plan, known);
        }

        FillUp(plan, known, vifs ?? 1);
        return plan;
    }

    /// <summary>Addresses out of a file: a line per interface, <c>#</c> starts a comment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vifs">Interfaces wanted: fewer than there are lines leaves lines out, more adds generated
    /// addresses.</param>
    /// <param name="maximum">The most that the machine can have.</param>
    /// <param name="portCount">Ports of the machine.</param>
    /// <exception cref="CaptureFormatException">The file cannot be used; the message names line and value.</exception>
    public static IReadOnlyList<VifAddress> FromFile(string path, int? vifs, int maximum, int portCount)
    {
        int? wanted = CheckedCount(vifs, maximum);
        var plan = new List<VifAddress>();
        var known = new HashSet<ulong>();
        string[] lines = ReadLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Split(CommentMark)[0].Trim();
            if (line.Length > 0)
            {
                VifAddress address = ParseLine(path, i + 1, line, portCount);
                if (!known.Add(address.Mac.Value))
                {
                    throw LineError(path, i + 1, $"{address.Mac} is there twice");
                }

                plan.Add(address);
            }
        }

        if (plan.Count == 0)
        {
            throw new CaptureFormatException(path, -1, "holds no MAC address");
        }

        if (wanted is null && plan.Count > maximum)
        {
            throw new CaptureFormatException(
                path, -1, $"holds {plan.Count} MAC addresses, at most {maximum} are possible");
        }

        int count = wanted ?? plan.Count;
        plan.RemoveRange(Math.Min(count, plan.Count), Math.Max(0, plan.Count - count));
        FillUp(plan, known, count);
        return plan;
    }

    private static int? CheckedCount(int? vifs, int maximum) => vifs is null || (vifs >= 1 && vifs <= maximum)
        ? vifs
        : throw new ArgumentOutOfRangeException(nameof(vifs), vifs, $"the number of VIFs must be 1 to {maximum}");

    private static void CollectDestinations(
        string capture, bool allowCut, int limit, List<VifAddress> plan, HashSet<ulong> known)
    {
        using CaptureReader reader = CaptureReader.Open(capture, new CaptureReaderOptions { AllowCut = allowCut });
        Span<byte> filled = stackalloc byte[MacAddress.Length];
        while (plan.Count < limit && reader.TryRead(out CapturedFrame frame))
        {
            if (frame.OriginalLength - frame.FcsLength < EthernetFrame.HeaderLength)
            {
                continue;
            }

            filled.Clear();
            frame.Data[..Math.Min(frame.Data.Length, filled.Length)].CopyTo(filled);
            MacAddress mac = MacAddress.Read(filled);
            if (mac.IsUnicast && known.Add(mac.Value))
            {
                plan.Add(new VifAddress(mac, 0));
            }
        }
    }

    private static void FillUp(List<VifAddress> plan, HashSet<ulong> known, int count)
    {
        for (ulong number = 0; plan.Count < count; number++)
        {
            var mac = new MacAddress(GeneratedPrefix | number);
            if (known.Add(mac.Value))
            {
                plan.Add(new VifAddress(mac, 0));
            }
        }
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CaptureFormatException(path, -1, $"cannot be read: {error.Message}", error);
        }
    }

    private static VifAddress ParseLine(string path, int number, string line, int portCount)
    {
        string[] fields = line.Split([' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length > 2 || !MacAddress.TryParse(fields[0], out MacAddress mac))
        {
            throw LineError(path, number, $"'{line}' is not 'mac [port]'");
        }

        if (mac.IsGroup)
        {
            throw LineError(path, number, $"{mac} is a group address");
        }

        int port = 0;
        if (fields.Length == 2
            && (!int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out port)
                || port >= portCount))
        {
            throw LineError(path, number, $"port '{fields[1]}' is not one of 0 to {portCount - 1}");
        }

        return new VifAddress(mac, port);
    }

    private static CaptureFormatException LineError(string path, int number, string problem) =>
        new(path, -1, $"line {number}: {problem}");
}
