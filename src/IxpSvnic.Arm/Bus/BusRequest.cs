namespace IxpSvnic.Arm.Bus;

/// <summary>
/// One request of the core on its memory bus. Byte addresses are little-endian lanes: byte n of a word holds its bits 8n+7:8n, so
/// a big-endian (BE-32) program's byte access at A is at A XOR 3 here and its halfword access at A XOR 2.
/// </summary>
public struct BusRequest
{
    /// <summary>Core cycle at which it leaves the core.</summary>
    public long Cycle;

    /// <summary>Physical address: of the first byte for Read and Swap, of the 32-byte block for ReadLine and Write.</summary>
    public uint Address;

    /// <summary>Write: bit n = byte n (lane) of the block is written.</summary>
    public uint Mask;

    public BusOperation Operation;

    /// <summary>Read and Swap: 1, 2 or 4.</summary>
    public byte Bytes;

    /// <summary>Comes back with the answer.</summary>
    public byte Token;

    /// <summary>CP15 control register bit 7 at the time of the access: narrow devices undo the lane flip with it.</summary>
    public bool IsBigEndian;

    /// <summary>Made by the instruction side.</summary>
    public bool IsFetch;

    /// <summary>Write: data of the block. Swap: new value in word 0, right-aligned.</summary>
    public LineData Data;
}
