package io.lintel.evaluate.data;

/**
 * Two photographs to be compared.
 *
 * @param first index of a photograph
 * @param second index of another
 * @param same whether both show one person
 * @param fold which part of the protocol it belongs to, from 0
 */
public record Pair(int first, int second, boolean same, int fold) {}
