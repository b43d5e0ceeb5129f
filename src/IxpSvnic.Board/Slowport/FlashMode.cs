namespace IxpSvnic.Board.Slowport;

/// <summary>What a read of the flash shows.</summary>
internal enum FlashMode : byte
{
    Array,
    Status,
    Identifier,
    Query,
}
