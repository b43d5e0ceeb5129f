using IxpSvnic.Microcode.Assembler.Flow;

namespace IxpSvnic.Microcode.Assembler.Allocation;

/// <summary>Webs whose banks depend on each other: turning one over turns all.</summary>
internal sealed class BankPart
{
    public List<Web> Webs { get; } = [];

    /// <summary>Side of each web, 0 or 1, relative to the orientation.</summary>
    public List<int> Sides { get; } = [];

    /// <summary>0: side 0 is bank A; 1: side 0 is bank B; -1: free.</summary>
    public int Orientation { get; set; } = -1;

    public void Apply(int orientation)
    {
        for (int i = 0; i < Webs.Count; i++)
        {
            Webs[i].Bank = Sides[i] ^ orientation;
        }
    }
}
