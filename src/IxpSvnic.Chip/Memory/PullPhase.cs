using IxpSvnic.Chip.Interconnect;

namespace IxpSvnic.Chip.Memory;

/// <summary>Pulling a command's data over S_pull.</summary>
internal static class PullPhase
{
    /// <summary>
    /// Returns the end of the last data phase and by how much it is later than on an idle bus. The bus is taken in
    /// order of arrival, so that a command held up in one unit leaves no hole in the pulls of others.
    /// </summary>
    public static long Reserve(
        ChassisFabric fabric,
        in MeCommand command,
        long arrival,
        long start,
        int requestCycles,
        int words,
        out long late)
    {
        Ixp2400Timing chip = fabric.Timing;
        long request = chip.Cycles(requestCycles);
        long end = fabric.PullS(in command, arrival + request, words);
        long idle = chip.ChassisEdge(start + request + chip.Cycles(chip.PullSetupCycles))
            + ((long)words * chip.ChassisCycleTicks);
        late = Math.Max(0, end - idle);
        return Math.Max(end, idle);
    }
}
