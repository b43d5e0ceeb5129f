namespace IxpSvnic.Chip.Msf;

/// <summary>
/// RBUF and TBUF as the DRAM controller reaches them for <c>dram[rbuf_rd]</c> and <c>dram[tbuf_wr]</c>. Offsets are bytes
/// within the 8 KB buffer (MSF byte address minus 0x2000), multiples of 8; longword values as in the manual, first byte in bits 31:24.
/// </summary>
public interface IMediaBuffers
{
    /// <summary>Reads longwords from RBUF; the tag is that of the element's frame, or 0.</summary>
    void ReadRbuf(int offset, Span<uint> words, out int tag);

    /// <summary>Writes longwords to TBUF; the element takes the tag over unless it is 0.</summary>
    void WriteTbuf(int offset, ReadOnlySpan<uint> words, int tag);
}
