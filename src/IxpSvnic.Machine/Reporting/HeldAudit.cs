using IxpSvnic.Sim.Frames;

namespace IxpSvnic.Machine.Reporting;

/// <summary>
/// What is inside a machine whose software nobody knows: every frame of which some line still lies anywhere, whether or not that
/// software will ever use it.
/// </summary>
internal sealed class HeldAudit(SvNicMachine machine)
{
    public InsideCount Count()
    {
        FrameLedger ledger = machine.Ledger;
        long copies = 0;
        for (int tag = 1; tag < ledger.TagLimit; tag++)
        {
            if (ledger.IsInUse(tag) && ledger[tag].Live > 0)
            {
                copies += ledger[tag].Outstanding;
            }
        }

        return new InsideCount(copies, new HashSet<uint>());
    }
}
