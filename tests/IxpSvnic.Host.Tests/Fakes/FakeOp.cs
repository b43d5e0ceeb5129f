namespace IxpSvnic.Host.Tests.Fakes;

/// <summary>Something under way between host and card.</summary>
internal struct FakeOp
{
    public int Kind;
    public int A;
    public uint B;
    public int Length;
    public long C;
    public int Tag;
    public int Reserved;
    public Line Data;

    [System.Runtime.CompilerServices.InlineArray(64)]
    public struct Line
    {
        private byte _first;
    }
}
