"""Whether a key made a signature over a digest: the one place where we do public-key arithmetic ourselves."""

from collections.abc import Iterator

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature

RSA, RSA_SIGN_ONLY, ECDSA, EDDSA_LEGACY, ED25519, ED448 = 1, 3, 19, 22, 27, 28  # RFC 9580, 9.1; DSA is none of ours
MODULUS = range(1024, 8193)  # bits; how much is enough on which day is Sequoia's policy, not ours
EXPONENT = 33  # bits; everybody takes 65537, and large ones cost

HASHES: dict[int, hashes.HashAlgorithm] = {  # RFC 9580, 9.5
    2: hashes.SHA1(),  # noqa: S303 - for whom and until when: `pgp.selfmade`
    8: hashes.SHA256(),
    9: hashes.SHA384(),
    10: hashes.SHA512(),
    11: hashes.SHA224(),
    12: hashes.SHA3_256(),
    14: hashes.SHA3_512(),
}
CURVES: dict[bytes, ec.EllipticCurve] = {  # by object identifier (RFC 9580, 9.2)
    bytes.fromhex("2A8648CE3D030107"): ec.SECP256R1(),
    bytes.fromhex("2B81040022"): ec.SECP384R1(),
    bytes.fromhex("2B81040023"): ec.SECP521R1(),
}
ED25519_LEGACY = bytes.fromhex("2B06010401DA470F01")


def made_by(key: bytes, algorithm: int, hashed_with: int, digest: bytes, proof: bytes) -> bool:
    """Whether the key in this packet body made `proof` (the signature's last fields) over `digest`.

    False for whatever cannot be judged: another algorithm, a key or number that is none. Never raises.
    """
    if len(key) < 7 or key[5] != algorithm or hashed_with not in HASHES:
        return False
    material = key[6:] if key[0] == 4 else key[10:]
    try:
        _verify(material, algorithm, Prehashed(HASHES[hashed_with]), digest, proof)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, IndexError):
        return False
    return True


def _verify(material: bytes, algorithm: int, hashed_with: Prehashed, digest: bytes, proof: bytes) -> None:
    """Nothing, where the signature holds. Raises InvalidSignature or ValueError."""
    if algorithm in (RSA, RSA_SIGN_ONLY):
        modulus, exponent = _exactly(2, material)
        [number] = _exactly(1, proof)
        if modulus.bit_length() not in MODULUS or exponent.bit_length() > EXPONENT:
            raise ValueError("not a key that is ever made")
        octets = number.to_bytes((modulus.bit_length() + 7) // 8) if number < modulus else b""
        rsa.RSAPublicNumbers(exponent, modulus).public_key().verify(octets, digest, padding.PKCS1v15(), hashed_with)
    elif algorithm == ECDSA:
        curve, [point] = CURVES.get(material[1 : 1 + material[0]]), _exactly(1, material[1 + material[0] :])
        if curve is None:
            raise ValueError("not a curve we know")
        whole = point.to_bytes((point.bit_length() + 7) // 8)
        r, s = _exactly(2, proof)
        ec.EllipticCurvePublicKey.from_encoded_point(curve, whole).verify(
            encode_dss_signature(r, s), digest, ec.ECDSA(hashed_with)
        )
    elif algorithm == EDDSA_LEGACY:
        curve_name, [point] = material[1 : 1 + material[0]], _exactly(1, material[1 + material[0] :])
        if curve_name != ED25519_LEGACY or point >> 256 != 0x40:
            raise ValueError("not a curve we know")
        r, s = _exactly(2, proof)
        whole = (point & (1 << 256) - 1).to_bytes(32)
        ed25519.Ed25519PublicKey.from_public_bytes(whole).verify(_wide(r) + _wide(s), digest)
    elif algorithm == ED25519:
        ed25519.Ed25519PublicKey.from_public_bytes(material).verify(proof, digest)
    elif algorithm == ED448:
        ed448.Ed448PublicKey.from_public_bytes(material).verify(proof, digest)
    else:
        raise ValueError("not an algorithm we know")


def _exactly(count: int, data: bytes) -> list[int]:
    """That many numbers, and nothing behind them (RFC 9580, 3.2). Raises ValueError."""
    numbers = list(_numbers(data, count))
    if len(numbers) != count:
        raise ValueError("not as many numbers as there must be")
    return numbers


def _numbers(data: bytes, limit: int) -> Iterator[int]:
    at = 0
    for _ in range(limit):
        size = (int.from_bytes(data[at : at + 2]) + 7) // 8
        if at + 2 > len(data) or at + 2 + size > len(data):
            raise ValueError("a number is cut short")
        yield int.from_bytes(data[at + 2 : at + 2 + size])
        at += 2 + size
    if at != len(data):
        raise ValueError("something stands behind the numbers")


def _wide(number: int) -> bytes:
    if number.bit_length() > 256:
        raise ValueError("a number is too large")
    return number.to_bytes(32)
