using System.Runtime.InteropServices;

namespace IxpSvnic.Arm.Core;

/// <summary>One entry of the branch target buffer: whose it is and a two-bit counter, 2 and 3 of which foresee "taken".</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BranchTarget
{
    /// <summary>An entry of nobody: no instruction has an odd address.</summary>
    public const uint Nobody = 1;

    public uint Source;

    public uint Counter;
}
